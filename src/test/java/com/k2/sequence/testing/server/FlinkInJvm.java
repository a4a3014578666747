package com.k2.sequence.testing.server;

import com.k2.sequence.job.SequenceTrackingJob;
import com.k2.sequence.testing.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/** A Flink cluster in this JVM, for jobs that a test starts, stops and starts again. */
public final class FlinkInJvm implements AutoCloseable {

    private final InMemoryReporter metrics = InMemoryReporter.create();
    private final MiniCluster cluster;
    private final List<RunningJob> jobs = new ArrayList<>();

    /** Starts one, of one TaskManager. */
    public FlinkInJvm(int slots) throws Exception {
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .setConfiguration(metrics.addToConfiguration(patient()))
                                .withRandomPorts()
                                .build());
        cluster.start();
    }

    /** Components that answer late, since the machine is busy, are not taken for lost. */
    private static Configuration patient() {
        return new Configuration()
                .set(RpcOptions.ASK_TIMEOUT_DURATION, Patience.LIMIT)
                .set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Patience.LIMIT);
    }

    /**
     * Submits the job and waits until all its tasks run.
     *
     * @param flink Flink's part of the configuration
     * @param arguments the job's own
     */
    public RunningJob submit(Configuration flink, int parallelism, String... arguments)
            throws Exception {
        return submit(flink, parallelism, () -> {}, arguments);
    }

    /**
     * Submits the job as the shorter method does.
     *
     * @param meanwhile runs when the client has checked and defined the job, before any of it runs
     */
    public RunningJob submit(
            Configuration flink, int parallelism, Runnable meanwhile, String... arguments)
            throws Exception {
        RunningJob job =
                start(
                        flink,
                        parallelism,
                        env -> {
                            SequenceTrackingJob.define(env, arguments);
                            meanwhile.run();
                        });
        job.awaitRunning();
        return job;
    }

    /**
     * Submits what is defined in an environment; does not wait.
     *
     * @param flink Flink's part of the configuration
     */
    public RunningJob start(
            Configuration flink, int parallelism, Consumer<StreamExecutionEnvironment> definition)
            throws Exception {
        TestStreamEnvironment env =
                new TestStreamEnvironment(cluster, flink, parallelism, List.of(), List.of());
        definition.accept(env);
        RunningJob job =
                new RunningJob(cluster, metrics, env.executeAsync(SequenceTrackingJob.NAME));
        jobs.add(job);
        return job;
    }

    /** Cancels what still runs. */
    public void cancelJobs() throws Exception {
        for (RunningJob job : jobs) {
            job.cancel();
        }
        jobs.clear();
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
