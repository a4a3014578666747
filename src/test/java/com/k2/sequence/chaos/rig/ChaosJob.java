package com.k2.sequence.chaos.rig;

import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.server.FlinkCluster;
import com.k2.sequence.testing.server.KafkaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The job under test: its options, and its starts, by Flink's command line or as an application of
 * its own.
 */
public final class ChaosJob {

    static final String GROUP = "chaos";
    public static final String KEY_PREFIX = "k2:chaos";

    /** How long the job may take to start, recover or end before the run has failed. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The names of all outputs, as in {@code sink.NAME.topic}. */
    public static final List<String> OUTPUTS = JobOptions.OUTPUTS;

    /** Starts the job, from state unless that is null, and gives its id. */
    private interface Start {
        String from(String state, int parallelism) throws IOException;
    }

    /** What is done before a start. */
    @FunctionalInterface
    public interface Preparation {
        void run() throws IOException;
    }

    private final FlinkCluster flink;
    private final JobWatch watch;
    private final Start start;

    private String id;
    private int parallelism;

    private ChaosJob(FlinkCluster flink, JobWatch watch, Start start) {
        this.flink = flink;
        this.watch = watch;
        this.start = start;
    }

    /**
     * A job that is submitted to a cluster of sessions.
     *
     * @param configuration where the job's options are, by {@link #write}
     */
    public static ChaosJob submitted(
            FlinkCluster flink, JobWatch watch, Path jar, Path configuration) {
        return new ChaosJob(
                flink,
                watch,
                (state, parallelism) -> {
                    List<String> options =
                            new ArrayList<>(List.of("-p", Integer.toString(parallelism)));
                    if (state != null) {
                        options.addAll(List.of("-s", state));
                    }
                    return flink.submit(options, jar, "--config", configuration.toString()).jobId();
                });
    }

    /**
     * The job of a cluster in application mode, which has been started with its JobManager.
     *
     * @param replaceTaskManagers starts others in their place. Each start of an application has its
     *     own, as on Kubernetes: its job has the same id as the one before, and a TaskManager that
     *     still knows that one refuses its jar
     */
    public static ChaosJob ofApplication(
            FlinkCluster flink, JobWatch watch, Preparation replaceTaskManagers) {
        return new ChaosJob(
                flink,
                watch,
                (state, parallelism) -> {
                    if (state != null) {
                        replaceTaskManagers.run();
                        flink.restartApplication(parallelism, state);
                    }
                    return flink.awaitJob(PATIENCE);
                });
    }

    /** The topic of an output. */
    public static String topic(String output) {
        return "chaos." + output;
    }

    /**
     * Writes the job's options.
     *
     * @param rule by which the feed is judged
     * @param guarantee of the sinks
     * @param onOutage what it does while Redis is unavailable
     */
    public static Path write(
            ChaosRule rule,
            String guarantee,
            String onOutage,
            KafkaProcess kafka,
            URI redis,
            Path file)
            throws IOException {
        return JobOptions.shipped()
                .putAll(ChaosFeed.sourceOptions())
                .putAll(rule.options())
                .put("kafka.bootstrap-servers", kafka.bootstrapServers())
                .put("kafka.group-id", GROUP)
                .put("redis.uri", redis.toString())
                .put("redis.key-prefix", KEY_PREFIX)
                .put("redis.on-outage", onOutage)
                .put("sink.delivery-guarantee", guarantee)
                .put("sink.transactional-id-prefix", "chaos")
                .outputs("chaos")
                .writeTo(file);
    }

    /** What Flink calls it, until it is submitted again. */
    public String id() {
        return id;
    }

    public int parallelism() {
        return parallelism;
    }

    /**
     * Starts it without state.
     *
     * @param parallelism of an application the one that its cluster was started with
     */
    public void start(int parallelism) throws IOException {
        startFrom(null, parallelism);
    }

    /** Starts it on a savepoint or checkpoint. */
    public void startFrom(String state, int parallelism) throws IOException {
        id = start.from(state, parallelism);
        this.parallelism = parallelism;
        watch.follow(flink.restUrl(), id);
    }

    /**
     * Stops it with a savepoint.
     *
     * @return where that is
     */
    public String stop() throws IOException {
        String savepoint = flink.stop(id);
        watch.rest();
        return savepoint;
    }

    /**
     * Takes a savepoint; the job goes on.
     *
     * @return where that is
     */
    public String savepoint() throws IOException {
        return flink.savepoint(id);
    }

    /**
     * Cancels it.
     *
     * @return its newest checkpoint
     */
    public String cancel() throws IOException {
        flink.cancel(id);
        flink.awaitJobState(id, "CANCELED", PATIENCE);
        JobWatch.Checkpoint newest = watch.newestCheckpoint();
        if (newest == null) {
            throw new AssertionError("no checkpoint is known of the cancelled job");
        }
        watch.rest();
        return newest.path();
    }
}
