package com.k2.sequence.testing.server;

import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.testing.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.tools.StorageTool;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker in a process of its own, which can be killed and started again on the same folder
 * and port. It ends with {@link #close()}, at the latest with this JVM. For one thread at a time.
 */
public final class KafkaProcess implements AutoCloseable {

    private final int port = FreePorts.next();
    private final Path directory;
    private final Path configuration;
    private final Thread shutdownHook = new Thread(this::release, "kafka-process-shutdown");

    private JavaProcess process;

    private KafkaProcess() throws IOException {
        this.directory = Files.createTempDirectory("kafka-process-");
        this.configuration = directory.resolve("server.properties");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /** A broker with an empty folder that serves clients. */
    public static KafkaProcess create() throws IOException {
        KafkaProcess kafka = new KafkaProcess();
        try {
            kafka.format();
            kafka.start();
            return kafka;
        } catch (IOException | RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Starts the broker on the data that is there; it serves clients when this returns. */
    public void start() throws IOException {
        process =
                JavaProcess.start(
                        new JavaProcess.Command(
                                "broker",
                                List.of(
                                        "-Xmx384m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path")),
                                "kafka.Kafka",
                                List.of(configuration.toString())),
                        Map.of(),
                        directory.resolve("broker.log"));
        try (Admin admin = admin()) {
            admin.describeCluster().nodes().get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "no broker answers at " + bootstrapServers() + ":\n" + process.tail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the broker", e);
        }
    }

    /** Kills the broker with SIGKILL; it is gone when this returns. Its data stays. */
    public void kill() {
        process.kill();
    }

    public void createTopic(String name, int partitions) {
        try (Admin admin = admin()) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't create topic " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic " + name, e);
        }
    }

    /** A client for this broker's administration. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Kills the broker and deletes its folder. */
    @Override
    public void close() {
        release();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs anyway, and finds nothing left to do.
        }
    }

    private void release() {
        if (process != null) {
            process.kill();
        }
        FileUtils.deleteQuietly(directory.toFile());
    }

    private void format() throws IOException {
        int controllerPort = FreePorts.next();
        Files.write(
                configuration,
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@localhost:" + controllerPort,
                        "controller.listener.names=CONTROLLER",
                        "listeners=PLAINTEXT://localhost:"
                                + port
                                + ",CONTROLLER://localhost:"
                                + controllerPort,
                        "log.dirs=" + directory.resolve("data"),
                        "auto.create.topics.enable=false",
                        "offsets.topic.num.partitions=1",
                        "offsets.topic.replication.factor=1",
                        "transaction.state.log.num.partitions=4",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "group.initial.rebalance.delay.ms=0",
                        "transaction.max.timeout.ms=900000",
                        // Feeds carry old timestamps, by which records expire.
                        "log.retention.ms=-1",
                        "log.cleaner.dedupe.buffer.size=2097152"));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int exitCode =
                StorageTool.execute(
                        new String[] {
                            "format",
                            "--cluster-id",
                            Uuid.randomUuid().toString(),
                            "--config",
                            configuration.toString()
                        },
                        new PrintStream(output, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new IOException(
                    "can't format " + directory + ": " + output.toString(StandardCharsets.UTF_8));
        }
    }
}
