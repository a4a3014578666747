package com.k2.sequence.chaos.rig;

import com.k2.sequence.testing.FlinkCluster;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.KafkaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The job under test: its options, and its submissions by Flink's command line. */
public final class ChaosJob {

    static final String GROUP = "chaos";
    public static final String KEY_PREFIX = "k2:chaos";

    /** How long the job may take to start, recover or end before the run has failed. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The names of all outputs, as in {@code sink.NAME.topic}. */
    public static final List<String> OUTPUTS = JobOptions.OUTPUTS;

    private final FlinkCluster flink;
    private final JobWatch watch;
    private final Path jar;
    private final Path configuration;

    private String id;
    private int parallelism;

    /**
     * @param configuration where the job's options are, by {@link #write}
     */
    public ChaosJob(FlinkCluster flink, JobWatch watch, Path jar, Path configuration) {
        this.flink = flink;
        this.watch = watch;
        this.jar = jar;
        this.configuration = configuration;
    }

    /** The topic of an output. */
    public static String topic(String output) {
        return "chaos." + output;
    }

    /**
     * Writes the job's options.
     *
     * @param guarantee of the sinks
     * @param onOutage what it does while Redis is away
     */
    public static Path write(
            String guarantee, String onOutage, KafkaProcess kafka, URI redis, Path file)
            throws IOException {
        return JobOptions.shipped()
                .putAll(ChaosFeed.sourceOptions())
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

    /** Submits it without state. */
    public void start(int parallelism) throws IOException {
        submit(parallelism, List.of());
    }

    /** Submits it on a savepoint or checkpoint. */
    public void startFrom(String state, int parallelism) throws IOException {
        submit(parallelism, List.of("-s", state));
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

    private void submit(int parallelism, List<String> state) throws IOException {
        List<String> options = new ArrayList<>(List.of("-p", Integer.toString(parallelism)));
        options.addAll(state);
        id = flink.submit(options, jar, "--config", configuration.toString()).jobId();
        this.parallelism = parallelism;
        watch.follow(flink.restUrl(), id);
    }
}
