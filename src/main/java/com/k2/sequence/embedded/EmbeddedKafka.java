package com.k2.sequence.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker in this JVM: one node that is its own controller (KRaft). It can be stopped
 * and started again on the same folder and port.
 *
 * <p>Listens on the loopback address alone. Methods are synchronised; any thread may call them.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE_ID = 1;
    private static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final Duration TOPIC_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration TOPIC_POLL = Duration.ofMillis(10);

    private final int port;
    private final Path directory;
    private final Map<String, String> properties;
    private final SecuredListener secured;

    private final Thread shutdownHook = new Thread(this::release, "embedded-kafka-shutdown");

    private KafkaRaftServer server;

    private EmbeddedKafka(Builder builder, int port) throws IOException {
        this.port = port;
        this.directory = Files.createTempDirectory("embedded-kafka-");
        this.properties = new HashMap<>(defaults());
        this.secured = builder.secured;
        if (secured != null) {
            secured.addTo(properties);
        }
        this.properties.putAll(builder.properties);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try {
            format();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts the broker on the data that is there; it serves clients when this returns.
     *
     * @throws IllegalStateException if it runs already
     */
    public synchronized void start() {
        if (server != null) {
            throw new IllegalStateException(this + " runs already");
        }
        KafkaRaftServer starting =
                new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException e) {
            starting.shutdown();
            throw e;
        }
        server = starting;
    }

    /** Stops the broker in good order; its data stays. Does nothing on a stopped one. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** The address for clients that use TLS and log in, on a broker with such a listener. */
    public String securedServers() {
        return "localhost:" + secured.port();
    }

    public int port() {
        return port;
    }

    /**
     * Creates a topic and waits until the broker has it.
     *
     * @param configs of the topic; empty for the broker's defaults
     * @throws IllegalStateException if the broker refuses, with its reason
     */
    public void createTopic(String name, int partitions, Map<String, String> configs) {
        Map<String, Object> client =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
            admin.createTopics(List.of(topic.configs(configs))).all().get();
            awaitTopic(admin, name);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "can't create topic " + name + " on " + this + ": " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic " + name, e);
        }
    }

    /** The controller answers when it has created the topic; the broker gets to know it later. */
    private void awaitTopic(Admin admin, String name)
            throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + TOPIC_TIMEOUT.toNanos();
        while (!admin.listTopics().names().get().contains(name)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        this + " does not know topic " + name + " after " + TOPIC_TIMEOUT);
            }
            Thread.sleep(TOPIC_POLL.toMillis());
        }
    }

    /** Creates a topic with the broker's defaults. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** Stops the broker and deletes its folder; happens at the latest when this JVM ends. */
    @Override
    public void close() {
        release();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // The JVM ends: the hook runs anyway, and has nothing left to do.
        }
    }

    private synchronized void release() {
        stop();
        FileUtils.deleteQuietly(directory.toFile());
    }

    /** Where the broker keeps its data. */
    Path directory() {
        return directory;
    }

    @Override
    public String toString() {
        return "Kafka broker on port " + port;
    }

    private Map<String, String> defaults() {
        int controllerPort = FreePorts.next();
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE_ID)),
                Map.entry("controller.quorum.voters", NODE_ID + "@localhost:" + controllerPort),
                Map.entry("controller.listener.names", CONTROLLER_LISTENER),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://localhost:"
                                + port
                                + ','
                                + CONTROLLER_LISTENER
                                + "://localhost:"
                                + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://localhost:" + port),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // The longest timeout that Flink's exactly-once sink may request.
                Map.entry("transaction.max.timeout.ms", "3600000"),
                // Recorded and generated feeds have old timestamps, and records expire by them.
                Map.entry("log.retention.ms", "-1"),
                // Of the JVM's heap; the default is 128 MB.
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"));
    }

    private void format() throws IOException {
        Formatter formatter =
                new Formatter()
                        .setPrintStream(
                                new PrintStream(
                                        OutputStream.nullOutputStream(),
                                        false,
                                        StandardCharsets.UTF_8))
                        .setNodeId(NODE_ID)
                        .setClusterId(Uuid.randomUuid().toString())
                        .setControllerListenerName(CONTROLLER_LISTENER)
                        .setMetadataLogDirectory(directory.toString())
                        .setReleaseVersion(MetadataVersion.latestProduction())
                        .addDirectory(directory.toString());
        if (secured != null) {
            formatter.setScramArguments(List.of(secured.credentials()));
        }
        try {
            formatter.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("can't format " + directory + " for " + this, e);
        }
    }

    /** How a broker runs. */
    public static final class Builder {

        private int port;
        private SecuredListener secured;
        private final Map<String, String> properties = new HashMap<>();

        private Builder() {}

        /** Where to listen for clients; without it, on a free port. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** A broker property; overrides the default. */
        public Builder property(String name, String value) {
            properties.put(name, value);
            return this;
        }

        /** Adds a listener for clients that use TLS and log in. */
        public Builder secured(SecuredListener listener) {
            this.secured = listener;
            return this;
        }

        /** A broker that is not running yet. */
        public EmbeddedKafka build() throws IOException {
            return new EmbeddedKafka(this, port == 0 ? FreePorts.next() : port);
        }

        /** A broker that serves clients. */
        public EmbeddedKafka start() throws IOException {
            return port == 0 ? PortRetry.start(0, this::startOn) : startOn(port);
        }

        private EmbeddedKafka startOn(int port) throws IOException {
            EmbeddedKafka kafka = new EmbeddedKafka(this, port);
            try {
                kafka.start();
                return kafka;
            } catch (RuntimeException e) {
                kafka.close();
                throw e;
            }
        }
    }
}
