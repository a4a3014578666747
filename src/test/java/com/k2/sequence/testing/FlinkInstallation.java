package com.k2.sequence.testing;

import com.k2.sequence.embedded.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Flink distribution is to a cluster: a folder with {@code conf}, {@code log} and state, and
 * the ways to start each kind of process on it.
 */
final class FlinkInstallation {

    private static final int HEAP_MB = 256;
    private static final int FRAMEWORK_MB = 128;
    private static final int NETWORK_MB = 64;
    private static final int MANAGED_MB = 64;
    private static final int METASPACE_MB = 192;

    private static final String LOGGING =
            """
            rootLogger.level = ${sys:log.level:-INFO}
            rootLogger.appenderRef.console.ref = Console
            appender.console.name = Console
            appender.console.type = CONSOLE
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n
            logger.kafka.name = org.apache.kafka
            logger.kafka.level = WARN
            logger.metrics.name = org.apache.flink.metrics.MetricGroup
            logger.metrics.level = ERROR
            """;

    private final Path directory;
    private final int slots;
    private final int zooKeeperPort;
    private final String classPath = FlinkClassPath.find();

    FlinkInstallation(
            Path directory, int slots, boolean highAvailability, Map<String, String> overrides)
            throws IOException {
        this.directory = directory;
        this.slots = slots;
        this.zooKeeperPort = highAvailability ? FreePorts.next() : 0;
        Files.createDirectories(logs());
        Files.createDirectories(configuration());
        Map<String, String> settings = new LinkedHashMap<>(settings());
        if (highAvailability) {
            settings.putAll(highAvailabilitySettings());
        }
        settings.putAll(overrides);
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + ": '" + value.replace("'", "''") + "'"));
        Files.write(configuration().resolve("config.yaml"), lines);
        Files.writeString(configuration().resolve("log4j.properties"), LOGGING);
    }

    Path directory() {
        return directory;
    }

    Path logs() {
        return directory.resolve("log");
    }

    /** The folder for savepoints, as a URI. */
    String savepoints() {
        return directory.resolve("savepoints").toUri().toString();
    }

    JavaProcess startJobManager(int number, int restPort) throws IOException {
        return start(
                "jobmanager-" + number,
                List.of("-Xmx384m", "-XX:MaxMetaspaceSize=256m"),
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                List.of(
                        "--configDir",
                        configuration().toString(),
                        "-Drest.port=" + restPort,
                        "-Drest.bind-port=" + restPort));
    }

    JavaProcess startTaskManager(int number) throws IOException {
        return start(
                "taskmanager-" + number,
                List.of(
                        "-Xmx" + (HEAP_MB + FRAMEWORK_MB) + "m",
                        "-XX:MaxDirectMemorySize=" + (2 * FRAMEWORK_MB + NETWORK_MB) + "m",
                        "-XX:MaxMetaspaceSize=" + METASPACE_MB + "m"),
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                // Two TaskManagers of one id would share a folder and fail the job.
                List.of(
                        "--configDir",
                        configuration().toString(),
                        "-Dtaskmanager.resource-id=taskmanager-" + number));
    }

    /** Flink's command line, against the JobManager with this REST port. */
    JavaProcess startClient(int number, int restPort, List<String> arguments) throws IOException {
        List<String> withAddress = new ArrayList<>();
        withAddress.add(arguments.get(0));
        withAddress.add("-Drest.port=" + restPort);
        withAddress.addAll(arguments.subList(1, arguments.size()));
        return start(
                "client-" + number,
                List.of("-Xmx256m", "-Dlog.level=ERROR"),
                "org.apache.flink.client.cli.CliFrontend",
                withAddress);
    }

    JavaProcess startZooKeeper() throws IOException {
        Path file = configuration().resolve("zoo.cfg");
        Files.write(
                file,
                List.of(
                        "dataDir=" + directory.resolve("zookeeper"),
                        "clientPort=" + zooKeeperPort,
                        "clientPortAddress=localhost",
                        "admin.enableServer=false",
                        "tickTime=500",
                        "initLimit=10",
                        "syncLimit=5",
                        "server.1=localhost:" + FreePorts.next() + ':' + FreePorts.next()));
        return start(
                "zookeeper",
                List.of("-Xmx128m"),
                "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                List.of("--zkConfigFile", file.toString(), "--peerId", "1"));
    }

    private JavaProcess start(
            String name, List<String> memory, String mainClass, List<String> arguments)
            throws IOException {
        List<String> jvmOptions = new ArrayList<>(memory);
        // Many short-lived JVMs on few cores: start quickly rather than run fastest.
        jvmOptions.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        // Flink's own start scripts open this too.
        jvmOptions.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        jvmOptions.add("-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")));
        jvmOptions.add(
                "-Dlog4j.configurationFile=" + configuration().resolve("log4j.properties").toUri());
        Path log = logs().resolve(name + ".log");
        // By this property the web UI finds the log.
        jvmOptions.add("-Dlog.file=" + log);
        jvmOptions.addAll(List.of("-cp", classPath));
        return JavaProcess.start(
                new JavaProcess.Command(name, jvmOptions, mainClass, arguments),
                Map.of("FLINK_CONF_DIR", configuration().toString()),
                log);
    }

    private Path configuration() {
        return directory.resolve("conf");
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jobmanager.rpc.address", "localhost");
        settings.put("jobmanager.rpc.port", Integer.toString(FreePorts.next()));
        settings.put("rest.address", "localhost");
        settings.put("taskmanager.host", "localhost");
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        settings.put("taskmanager.load-balance.mode", "SLOTS");
        settings.put("taskmanager.cpu.cores", Integer.toString(slots));
        settings.put("taskmanager.memory.framework.heap.size", FRAMEWORK_MB + "m");
        settings.put("taskmanager.memory.task.heap.size", HEAP_MB + "m");
        settings.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_MB + "m");
        settings.put("taskmanager.memory.task.off-heap.size", FRAMEWORK_MB + "m");
        settings.put("taskmanager.memory.network.min", NETWORK_MB + "m");
        settings.put("taskmanager.memory.network.max", NETWORK_MB + "m");
        settings.put("taskmanager.memory.managed.size", MANAGED_MB + "m");
        settings.put("taskmanager.memory.jvm-metaspace.size", METASPACE_MB + "m");
        settings.put("taskmanager.memory.jvm-overhead.min", "64m");
        settings.put("taskmanager.memory.jvm-overhead.max", "64m");
        settings.put("io.tmp.dirs", directory.resolve("tmp").toString());
        settings.put("execution.checkpointing.storage", "filesystem");
        settings.put(
                "execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
        settings.put("heartbeat.interval", "1 s");
        settings.put("heartbeat.timeout", "8 s");
        settings.put("restart-strategy.type", "fixed-delay");
        settings.put("restart-strategy.fixed-delay.attempts", "1000");
        settings.put("restart-strategy.fixed-delay.delay", "500 ms");
        return settings;
    }

    private Map<String, String> highAvailabilitySettings() {
        return Map.of(
                "high-availability.type",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                "localhost:" + zooKeeperPort,
                "high-availability.zookeeper.client.session-timeout",
                "4 s",
                "high-availability.storageDir",
                directory.resolve("ha").toUri().toString(),
                "high-availability.jobmanager.port",
                "0");
    }
}
