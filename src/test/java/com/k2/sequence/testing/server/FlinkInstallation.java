package com.k2.sequence.testing.server;

import com.k2.sequence.embedded.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a Flink distribution is to a cluster: a folder with {@code conf}, {@code log} and state, and
 * the ways to start each kind of process on it.
 */
final class FlinkInstallation {

    /** Small, since several are started on one machine. */
    private static final String TASK_MANAGER_SIZE = "1360m";

    private static final String HIGH_AVAILABILITY = "ha";

    private static final String METRICS_PORT = "-Dmetrics.reporter.prom.port=";

    private final Path directory;
    private final int zooKeeperPort;
    private final FlinkConfiguration flink;
    private final Map<String, String> environment;
    private final String classPath = FlinkClassPath.find();

    /**
     * @param directory where it is made
     * @param slots of each TaskManager
     * @param highAvailability whether there will be a ZooKeeper
     * @param overrides lines of {@code config.yaml}, in place of those that are shipped
     * @param environment variables that all processes have
     */
    FlinkInstallation(
            Path directory,
            int slots,
            boolean highAvailability,
            Map<String, String> overrides,
            Map<String, String> environment)
            throws IOException {
        this.environment = new HashMap<>(environment);
        this.directory = directory;
        this.zooKeeperPort = highAvailability ? FreePorts.next() : 0;
        this.environment.put("FLINK_CONF_DIR", configuration().toString());
        this.environment.put("FLINK_PLUGINS_DIR", plugins().toString());
        Files.createDirectories(logs());
        Files.createDirectories(configuration());
        Files.createDirectories(temporaryFiles());
        Map<String, String> settings = new LinkedHashMap<>(settings(slots));
        if (highAvailability) {
            settings.putAll(highAvailabilitySettings());
        }
        settings.putAll(overrides);
        this.flink = new FlinkConfiguration(settings);
        flink.writeTo(configuration());
        Path reporter = FlinkClassPath.prometheusReporter();
        Path plugin = Files.createDirectories(plugins().resolve("metrics-prometheus"));
        Files.copy(reporter, plugin.resolve(reporter.getFileName()));
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

    /** Whether high availability keeps neither a job nor that one has ended just now. */
    boolean keepsNoJob() throws IOException {
        Path kept = directory.resolve(HIGH_AVAILABILITY);
        try (Stream<Path> files = Files.walk(kept)) {
            return files.filter(Files::isRegularFile)
                    .allMatch(file -> kept.relativize(file).toString().contains("/blob/"));
        } catch (UncheckedIOException deletedMeanwhile) {
            return false;
        }
    }

    JavaProcess startJobManager(int number, int restPort, int metricsPort) throws IOException {
        return startServer(
                "jobmanager-" + number,
                flink.jobManagerMemory(),
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                List.of(
                        "--configDir",
                        configuration().toString(),
                        "-Drest.port=" + restPort,
                        "-Drest.bind-port=" + restPort,
                        METRICS_PORT + metricsPort));
    }

    /**
     * A JobManager of one application, as images of Flink start it.
     *
     * @param options of Flink's own, like {@code -Dparallelism.default=4} or {@code --fromSavepoint
     *     PATH}
     * @param jar of the job; its manifest names the main class
     * @param arguments of the job
     */
    JavaProcess startApplication(
            int number,
            int restPort,
            int metricsPort,
            List<String> options,
            Path jar,
            List<String> arguments)
            throws IOException {
        List<String> line = new ArrayList<>();
        line.addAll(
                List.of(
                        "--configDir",
                        configuration().toString(),
                        "-Drest.port=" + restPort,
                        "-Drest.bind-port=" + restPort,
                        METRICS_PORT + metricsPort));
        line.addAll(options);
        // Flink's own parser would take --config for its --configDir.
        line.addAll(List.of("--jars", jar.toUri().toString(), "--"));
        line.addAll(arguments);
        return startServer(
                "jobmanager-" + number,
                flink.jobManagerMemory(),
                "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
                line);
    }

    JavaProcess startTaskManager(int number, int metricsPort) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--configDir", configuration().toString()));
        arguments.addAll(flink.taskManagerResources());
        // Two TaskManagers of one id would share a folder and fail the job.
        arguments.add("-Dtaskmanager.resource-id=taskmanager-" + number);
        arguments.add(METRICS_PORT + metricsPort);
        return startServer(
                "taskmanager-" + number,
                flink.taskManagerMemory(),
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                arguments);
    }

    /** Flink's command line, against the JobManager with this REST port. */
    JavaProcess startClient(int number, int restPort, List<String> arguments) throws IOException {
        List<String> withAddress = new ArrayList<>();
        withAddress.add(arguments.get(0));
        withAddress.add("-Drest.port=" + restPort);
        withAddress.addAll(arguments.subList(1, arguments.size()));
        String name = "client-" + number;
        return start(
                new JavaProcess.Command(
                        name,
                        jvmOptions(List.of("-Xmx256m"), "log4j-cli.properties", log(name)),
                        "org.apache.flink.client.cli.CliFrontend",
                        withAddress),
                logs().resolve(name + ".out"));
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
        return startServer(
                "zookeeper",
                List.of("-Xmx128m"),
                "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                List.of("--zkConfigFile", file.toString(), "--peerId", "1"));
    }

    /** What a server puts out goes to its log as well. */
    private JavaProcess startServer(
            String name, List<String> memory, String mainClass, List<String> arguments)
            throws IOException {
        Path log = log(name);
        return start(
                new JavaProcess.Command(
                        name, jvmOptions(memory, "log4j.properties", log), mainClass, arguments),
                log);
    }

    private List<String> jvmOptions(List<String> memory, String logging, Path log) {
        List<String> jvmOptions = new ArrayList<>(flink.jvmOptions());
        jvmOptions.addAll(memory);
        // Many short-lived JVMs on few cores: start quickly rather than run fastest.
        jvmOptions.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        jvmOptions.add("-Djava.io.tmpdir=" + temporaryFiles());
        jvmOptions.add("-Dlog4j.configurationFile=" + configuration().resolve(logging).toUri());
        // By this property the web UI finds the log.
        jvmOptions.add("-Dlog.file=" + log);
        jvmOptions.addAll(List.of("-cp", classPath));
        return jvmOptions;
    }

    private JavaProcess start(JavaProcess.Command command, Path output) throws IOException {
        return JavaProcess.start(command, environment, output);
    }

    private Path log(String name) {
        return logs().resolve(name + ".log");
    }

    private Path plugins() {
        return directory.resolve("plugins");
    }

    private Path temporaryFiles() {
        return directory.resolve("tmp");
    }

    private Path configuration() {
        return directory.resolve("conf");
    }

    /** What is this machine's; all else is as it is shipped. */
    private Map<String, String> settings(int slots) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String bind : List.of("jobmanager.bind-host", "taskmanager.bind-host")) {
            settings.put(bind, "localhost");
        }
        settings.put("rest.bind-address", "localhost");
        settings.put("taskmanager.host", "localhost");
        settings.put("jobmanager.rpc.port", Integer.toString(FreePorts.next()));
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        settings.put("taskmanager.memory.process.size", TASK_MANAGER_SIZE);
        settings.put("io.tmp.dirs", temporaryFiles().toString());
        // Flink's own place is one for all builds, and what is there is not fetched again.
        settings.put("user.artifacts.base-dir", temporaryFiles().resolve("artifacts").toString());
        settings.put(
                "execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
        settings.put("execution.checkpointing.savepoint-dir", savepoints());
        return settings;
    }

    private Map<String, String> highAvailabilitySettings() {
        return Map.of(
                "high-availability.type",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                "localhost:" + zooKeeperPort,
                "high-availability.zookeeper.client.session-timeout",
                "8 s",
                "high-availability.storageDir",
                directory.resolve(HIGH_AVAILABILITY).toUri().toString(),
                "high-availability.jobmanager.port",
                "0");
    }
}
