package com.k2.sequence.deploy;

import com.k2.sequence.deploy.ComposeFile.Condition;
import com.k2.sequence.deploy.ComposeFile.Service;
import com.k2.sequence.deploy.Container.Task;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Starts what {@code docker-compose.yml} starts, without an engine: each service's own command,
 * environment, mounted files and health check, in the order of its dependencies, as processes of
 * this machine. Only paths, service names and ports are changed, and start scripts that belong to
 * images have stand-ins. A service whose program is not on this machine is left out, and reported.
 *
 * <p>All ends with {@link #close()}, at the latest with this JVM. For one thread at a time.
 */
public final class Rehearsal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String PROMETHEUS = "prom/prometheus";
    private static final int METRICS_PORT = 9249;

    private final Path project;
    private final PrintStream out;
    private final ComposeFile compose;
    private final ContainerFiles files;
    private final ContainerPlan plan;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, CompletableFuture<List<Container>>> started = new HashMap<>();
    private final List<Container> containers = new ArrayList<>();
    private final Thread shutdownHook = new Thread(this::release, "rehearsal-shutdown");
    private final long begin = System.nanoTime();
    private final long deadline = begin + PATIENCE.toNanos();

    /**
     * @param project the folder of the Compose file
     * @param out gets a line for each service that is there
     */
    public Rehearsal(Path project, PrintStream out) throws IOException {
        this.project = project;
        this.out = out;
        this.compose = ComposeFile.read(project.resolve("docker-compose.yml"));
        this.files = new ContainerFiles(Files.createTempDirectory("rehearsal-"));
        this.plan = new ContainerPlan(compose, files);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        Files.createDirectories(files.path("/tmp"));
    }

    /**
     * Starts every service.
     *
     * @throws IOException if one does not get there
     */
    public void start() throws IOException {
        compose.services().forEach(this::start);
        try {
            CompletableFuture.allOf(started.values().toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Where a port of a service's first container is, as host:port. */
    public String address(String service, int port) {
        return plan.address(service, port);
    }

    /**
     * The first committed record of a topic.
     *
     * @throws IOException if none comes in time
     */
    public ConsumerRecord<byte[], byte[]> awaitFirst(String topic) throws IOException {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                address("kafka", 9092),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record;
                }
            }
            throw new IOException("no record in " + topic + " after " + PATIENCE);
        }
    }

    /**
     * Runs a service that ends by itself once more.
     *
     * @return what it has put out this time
     * @throws IOException if it does not end with success
     */
    public String runAgain(String name) throws IOException, InterruptedException {
        Service service = compose.service(name);
        Path log = Files.createTempFile(files.path("/tmp"), name, ".log");
        Container container = startNow(plan.task(service, 0, log), log);
        container.awaitSuccess(System.nanoTime() + PATIENCE.toNanos());
        return Files.readString(log);
    }

    /** Starts a service, and those before it that it waits for. */
    private CompletableFuture<List<Container>> start(Service service) {
        CompletableFuture<List<Container>> known = started.get(service.name());
        if (known != null) {
            return known;
        }
        Map<Service, CompletableFuture<List<Container>>> before = new HashMap<>();
        service.dependsOn().keySet().stream()
                .map(compose::service)
                .forEach(other -> before.put(other, start(other)));
        CompletableFuture<List<Container>> future =
                CompletableFuture.allOf(before.values().toArray(CompletableFuture[]::new))
                        .thenApplyAsync(nothing -> startNow(service, before), threads);
        started.put(service.name(), future);
        return future;
    }

    private List<Container> startNow(
            Service service, Map<Service, CompletableFuture<List<Container>>> before) {
        try {
            for (Map.Entry<Service, CompletableFuture<List<Container>>> other : before.entrySet()) {
                for (Container container : other.getValue().join()) {
                    await(container, service.dependsOn().get(other.getKey().name()));
                }
            }
            files.mount(project, service, plan::translate);
            if (service.program().equals(PROMETHEUS)) {
                files.write(
                        "/etc/prometheus/targets/rehearsal.yaml",
                        plan.targets(METRICS_PORT, "jobmanager", "taskmanager"));
            }
            if (isMissing(service)) {
                tell(service.name() + ": there is no " + service.program() + " here, left out");
                return List.of();
            }
            List<Container> own = new ArrayList<>();
            for (int i = 0; i < service.scale(); i++) {
                Path log = files.path("/tmp/" + service.name() + '-' + i + ".log");
                own.add(startNow(plan.task(service, i, log), log));
            }
            for (Container container : own) {
                if (service.healthcheck() != null) {
                    container.awaitHealthy(deadline);
                }
            }
            tell(service.name() + (service.healthcheck() == null ? " started" : " is healthy"));
            return own;
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** None is started after the end, and so none is left behind. */
    private Container startNow(Task task, Path log) throws IOException {
        synchronized (containers) {
            if (threads.isShutdown()) {
                throw new IOException(task.name() + " is not started: this is the end");
            }
            Container container = Container.start(task, log);
            containers.add(container);
            return container;
        }
    }

    private void await(Container container, Condition condition)
            throws IOException, InterruptedException {
        switch (condition) {
            case SERVICE_STARTED, SERVICE_HEALTHY -> container.requireAlive();
            case SERVICE_COMPLETED_SUCCESSFULLY -> container.awaitSuccess(deadline);
        }
    }

    private static boolean isMissing(Service service) {
        return switch (service.program()) {
            case PROMETHEUS -> !isOnPath("prometheus");
            // It comes as an image or not at all.
            case "grafana/grafana" -> true;
            default -> false;
        };
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Prints a line with the time since the start. */
    void tell(String what) {
        out.printf(Locale.ROOT, "%5.1f s  %s%n", (System.nanoTime() - begin) / 1e9, what);
    }

    /** Ends every process and deletes all files. */
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
        synchronized (containers) {
            threads.shutdownNow();
            containers.forEach(Container::kill);
        }
        files.delete();
    }
}
