package com.k2.sequence.testing.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real Flink cluster on this machine, of sessions or of one application: JobManagers and
 * TaskManagers as processes of their own that can be killed and paused one by one, and Flink's own
 * command line. They run on the configuration that is shipped in {@code flink-conf}, but for ports,
 * folders and sizes. All of it ends with {@link #close()}, at the latest with this JVM. For one
 * thread at a time.
 */
public final class FlinkCluster implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");
    private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED");

    /**
     * How Flink's command line ended.
     *
     * @param exitCode 0 for success
     * @param output all it has put out
     */
    public record CommandResult(int exitCode, String output) {

        /**
         * The id of the job that was submitted.
         *
         * @throws AssertionError if none was; it shows the output
         */
        public String jobId() {
            return find(JOB_ID);
        }

        private String find(Pattern pattern) {
            Matcher matcher = pattern.matcher(output);
            if (exitCode != 0 || !matcher.find()) {
                throw new AssertionError("flink ended with " + exitCode + ":\n" + output);
            }
            return matcher.group(1);
        }
    }

    private final FlinkInstallation installation;
    private final int taskManagerCount;
    private final int slotsPerTaskManager;
    private final boolean highAvailability;
    private Application application;
    private final List<JavaProcess> jobManagers = new ArrayList<>();
    private final List<JavaProcess> taskManagers = new ArrayList<>();
    private final List<JavaProcess> others = new ArrayList<>();
    private final List<URI> metrics = new ArrayList<>();
    private final Thread shutdownHook = new Thread(this::release, "flink-cluster-shutdown");

    /** What a JobManager of an application is started with. */
    private record Application(List<String> options, Path jar, List<String> arguments) {}

    private FlinkRest rest;
    private int commands;

    private FlinkCluster(Builder builder) throws IOException {
        this.taskManagerCount = builder.taskManagers;
        this.slotsPerTaskManager = builder.slotsPerTaskManager;
        this.highAvailability = builder.highAvailability;
        this.application = builder.application;
        this.installation =
                new FlinkInstallation(
                        Files.createTempDirectory("flink-cluster-"),
                        slotsPerTaskManager,
                        builder.highAvailability,
                        builder.configuration,
                        builder.environment);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    public static Builder builder() {
        return new Builder();
    }

    private void start() throws IOException {
        if (highAvailability) {
            others.add(installation.startZooKeeper());
        }
        startJobManager();
        for (int i = 0; i < taskManagerCount; i++) {
            startTaskManager();
        }
        if (taskManagerCount > 0) {
            awaitSlots(taskManagerCount * slotsPerTaskManager);
        }
    }

    /**
     * Starts a JobManager; its REST interface is {@link #restUrl()} from now on.
     *
     * @return its number, from 0 on
     */
    public int startJobManager() throws IOException {
        int restPort = FreePorts.next();
        int number = jobManagers.size();
        jobManagers.add(
                application == null
                        ? installation.startJobManager(number, restPort, metricsPort())
                        : installation.startApplication(
                                number,
                                restPort,
                                metricsPort(),
                                application.options(),
                                application.jar(),
                                application.arguments()));
        rest = new FlinkRest(URI.create("http://localhost:" + restPort));
        return jobManagers.size() - 1;
    }

    /** Kills the newest JobManager with SIGKILL, and starts another one in its place. */
    public void replaceJobManager() throws IOException {
        killJobManager(jobManagers.size() - 1);
        startJobManager();
    }

    /**
     * Starts the application again, whose job has ended, in a JobManager of its own.
     *
     * @param savepoint or checkpoint to start from
     */
    public void restartApplication(int parallelism, String savepoint) throws IOException {
        await("nothing is kept of the job that has ended", Patience.LIMIT)
                .until(installation::keepsNoJob);
        application =
                new Application(
                        List.of(
                                "-Dparallelism.default=" + parallelism,
                                "--fromSavepoint",
                                savepoint),
                        application.jar(),
                        application.arguments());
        replaceJobManager();
    }

    /** Waits for the end of a JobManager, and gives its exit code. */
    public int awaitJobManagerEnd(int number, Duration timeout) throws IOException {
        return jobManagers.get(number).awaitEnd(timeout);
    }

    /** All that a JobManager has logged. */
    public String jobManagerLog(int number) throws IOException {
        return jobManagers.get(number).output();
    }

    /** Waits until the cluster has a job, and gives the id of the first. */
    public String awaitJob(Duration timeout) {
        return await("a job", timeout)
                .until(
                        () -> rest.get("/jobs/overview").path("jobs").path(0).path("jid").asText(),
                        id -> !id.isEmpty());
    }

    /**
     * The id of the checkpoint that a job was restored from last by this JobManager.
     *
     * @throws IOException if nobody answers, or there is none
     */
    public long restoredCheckpoint(String jobId) throws IOException {
        return checkpoint(jobId, "restored");
    }

    /**
     * The id of the newest checkpoint that a job has completed.
     *
     * @throws IOException if nobody answers, or there is none
     */
    public long newestCheckpoint(String jobId) throws IOException {
        return checkpoint(jobId, "completed");
    }

    private long checkpoint(String jobId, String kind) throws IOException {
        JsonNode id = rest.get("/jobs/" + jobId + "/checkpoints").path("latest").at("/" + kind);
        if (!id.path("id").isNumber()) {
            throw new IOException("there is no checkpoint " + kind);
        }
        return id.get("id").asLong();
    }

    /**
     * Starts one more TaskManager; does not wait until it is registered.
     *
     * @return its number, from 0 on
     */
    public int startTaskManager() throws IOException {
        taskManagers.add(installation.startTaskManager(taskManagers.size(), metricsPort()));
        return taskManagers.size() - 1;
    }

    /** Where the processes report their metrics to Prometheus, those that were killed too. */
    public List<URI> metrics() {
        return List.copyOf(metrics);
    }

    private int metricsPort() throws IOException {
        int port = FreePorts.next();
        metrics.add(URI.create("http://localhost:" + port + "/metrics"));
        return port;
    }

    /** Kills a TaskManager with SIGKILL; it is gone when this returns. */
    public void killTaskManager(int number) {
        taskManagers.get(number).kill();
    }

    /** Kills a JobManager with SIGKILL; it is gone when this returns. */
    public void killJobManager(int number) {
        jobManagers.get(number).kill();
    }

    /** Stops a TaskManager with SIGSTOP. */
    public void pauseTaskManager(int number) throws IOException {
        taskManagers.get(number).pause();
    }

    /** Lets a paused TaskManager go on. */
    public void resumeTaskManager(int number) throws IOException {
        taskManagers.get(number).resume();
    }

    /** The process id of a TaskManager. */
    public long taskManagerPid(int number) {
        return taskManagers.get(number).pid();
    }

    /**
     * Gets a resource of the REST interface.
     *
     * @throws IOException if nobody answers, or not with 200
     */
    public JsonNode get(String path) throws IOException {
        return rest.get(path);
    }

    /** The web UI and REST interface of the newest JobManager. */
    public URI restUrl() {
        return rest.address();
    }

    /** Where the cluster keeps all it has written: logs, checkpoints, jobs. */
    public Path directory() {
        return installation.directory();
    }

    /**
     * Gets a resource of the REST interface as it comes.
     *
     * @throws IOException if nobody answers, or not with 200
     */
    public String text(String path) throws IOException {
        return rest.text(path);
    }

    /** Where the processes log, a file each. */
    public Path logs() {
        return installation.logs();
    }

    /** Waits until the JobManager knows of at least this many slots. */
    public void awaitSlots(int slots) {
        await("slots", Patience.LIMIT)
                .until(() -> rest.get("/overview").get("slots-total").asInt() >= slots);
    }

    /** {@code flink run}: submits a job jar and does not wait for the job. */
    public CommandResult submit(Path jar, String... arguments) throws IOException {
        return submit(List.of(), jar, arguments);
    }

    /** {@code flink run} with options of its own, like {@code -p 4} or {@code -s SAVEPOINT}. */
    public CommandResult submit(List<String> options, Path jar, String... arguments)
            throws IOException {
        List<String> line = new ArrayList<>(List.of("run", "-d"));
        line.addAll(options);
        line.add(jar.toString());
        line.addAll(List.of(arguments));
        return flink(line);
    }

    /**
     * {@code flink savepoint}.
     *
     * @return where it is
     */
    public String savepoint(String jobId) throws IOException {
        return flink(List.of("savepoint", jobId, installation.savepoints())).find(SAVEPOINT);
    }

    /**
     * {@code flink stop}: ends a job with a savepoint.
     *
     * @return where that is
     */
    public String stop(String jobId) throws IOException {
        return flink(List.of("stop", "--savepointPath", installation.savepoints(), jobId))
                .find(SAVEPOINT);
    }

    /** {@code flink cancel}. */
    public CommandResult cancel(String jobId) throws IOException {
        return flink(List.of("cancel", jobId));
    }

    /** Runs Flink's command line against this cluster. */
    public CommandResult flink(List<String> arguments) throws IOException {
        JavaProcess client =
                installation.startClient(commands++, rest.address().getPort(), arguments);
        others.add(client);
        int exitCode = client.awaitEnd(Patience.LIMIT);
        others.remove(client);
        return new CommandResult(exitCode, client.output());
    }

    /**
     * Waits for a state of a job.
     *
     * @throws AssertionError if the job does not get there in time, or ends in another state; with
     *     the reason of its last failure
     */
    public void awaitJobState(String jobId, String state, Duration timeout) {
        awaitJob(
                jobId,
                state,
                timeout,
                () -> {
                    String now = rest.get("/jobs/" + jobId).get("state").asText();
                    if (ENDED.contains(now) && !now.equals(state)) {
                        throw new AssertionError("the job is " + now + failure(jobId));
                    }
                    return now.equals(state);
                });
    }

    /** Waits until every task of a job runs. */
    public void awaitAllTasksRunning(String jobId, Duration timeout) {
        awaitJob(
                jobId,
                "running with all its tasks",
                timeout,
                () -> {
                    for (JsonNode vertex : rest.get("/jobs/" + jobId).get("vertices")) {
                        JsonNode running = vertex.get("tasks").get("RUNNING");
                        if (running.asInt() != vertex.get("parallelism").asInt()) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    /** Waits until a job was restarted at least this often. */
    public void awaitRestarts(String jobId, int count, Duration timeout) {
        awaitJob(
                jobId,
                "restarted " + count + " times",
                timeout,
                () -> {
                    JsonNode metrics = rest.get("/jobs/" + jobId + "/metrics?get=numRestarts");
                    return !metrics.isEmpty() && metrics.get(0).get("value").asInt() >= count;
                });
    }

    /** Waits until a job has completed at least this many checkpoints since it was submitted. */
    public void awaitCheckpoints(String jobId, int count, Duration timeout) {
        awaitJob(
                jobId,
                "past " + count + " checkpoints",
                timeout,
                () -> completedCheckpoints(jobId) >= count);
    }

    /** How many checkpoints a job has completed since it was submitted. */
    public int completedCheckpoints(String jobId) throws IOException {
        return rest.get("/jobs/" + jobId + "/checkpoints").get("counts").get("completed").asInt();
    }

    /** Ends every process and deletes the cluster's folder. */
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
        taskManagers.forEach(JavaProcess::kill);
        jobManagers.forEach(JavaProcess::kill);
        others.forEach(JavaProcess::kill);
        FileUtils.deleteQuietly(installation.directory().toFile());
    }

    private ConditionFactory await(String what, Duration timeout) {
        return Awaitility.await(what)
                .pollInSameThread()
                .atMost(timeout)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(IOException.class)
                .failFast("the JobManager has ended", this::requireJobManager);
    }

    private void requireJobManager() throws IOException {
        JavaProcess newest = jobManagers.get(jobManagers.size() - 1);
        if (!newest.isAlive()) {
            throw new AssertionError(newest + " has ended:\n" + newest.tail());
        }
    }

    private void awaitJob(
            String jobId, String goal, Duration timeout, Callable<Boolean> condition) {
        try {
            await("job " + goal, timeout).until(condition);
        } catch (ConditionTimeoutException e) {
            String failure;
            try {
                failure = failure(jobId);
            } catch (IOException unreachable) {
                failure = unreachable.toString();
            }
            throw new AssertionError("the job is not " + goal + " after " + timeout + failure, e);
        }
    }

    private String failure(String jobId) throws IOException {
        return ", its last failure: "
                + rest.get("/jobs/" + jobId + "/exceptions")
                        .path("exceptionHistory")
                        .path("entries")
                        .path(0)
                        .path("stacktrace")
                        .asText();
    }

    /** What a cluster is to be like. */
    public static final class Builder {

        private int taskManagers = 2;
        private int slotsPerTaskManager = 1;
        private boolean highAvailability;
        private Application application;
        private final Map<String, String> configuration = new LinkedHashMap<>();
        private final Map<String, String> environment = new LinkedHashMap<>();

        private Builder() {}

        /** How many TaskManagers to start with; 2 unless said otherwise. */
        public Builder taskManagers(int count) {
            this.taskManagers = count;
            return this;
        }

        /** Slots of each TaskManager; 1 unless said otherwise. */
        public Builder slotsPerTaskManager(int slots) {
            this.slotsPerTaskManager = slots;
            return this;
        }

        /** Keeps the jobs in ZooKeeper, so that a second JobManager can take over. */
        public Builder highAvailability() {
            this.highAvailability = true;
            return this;
        }

        /** JobManagers run this job jar with these arguments, in application mode. */
        public Builder application(Path jar, String... arguments) {
            application = new Application(List.of(), jar, List.of(arguments));
            return this;
        }

        /** A line of Flink's {@code config.yaml}, in place of the one that is shipped. */
        public Builder configuration(String key, String value) {
            configuration.put(key, value);
            return this;
        }

        /** A variable of the environment that all processes have, the command line's too. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /**
         * A cluster whose TaskManagers are all registered. Without TaskManagers nothing is waited
         * for.
         */
        public FlinkCluster start() throws IOException {
            FlinkCluster cluster = new FlinkCluster(this);
            try {
                cluster.start();
                return cluster;
            } catch (IOException | RuntimeException e) {
                cluster.close();
                throw e;
            }
        }
    }
}
