package com.k2.sequence.chaos;

import com.k2.sequence.chaos.rig.ChaosFeed;
import com.k2.sequence.chaos.rig.ChaosJob;
import com.k2.sequence.testing.server.FlinkCluster;
import com.k2.sequence.testing.server.KafkaProcess;
import com.k2.sequence.testing.server.RedisWithReplica;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All servers of a chaos run, each a process of its own. For one thread. */
final class ChaosCluster implements AutoCloseable {

    /** Of the job when it is started without state. */
    static final int FIRST_PARALLELISM = 2;

    private final KafkaProcess kafka;
    private final RedisWithReplica redis;
    private final FlinkCluster flink;
    private final List<Integer> taskManagers = new ArrayList<>();

    private ChaosCluster(
            KafkaProcess kafka, RedisWithReplica redis, FlinkCluster flink, int count) {
        this.kafka = kafka;
        this.redis = redis;
        this.flink = flink;
        for (int number = 0; number < count; number++) {
            taskManagers.add(number);
        }
    }

    /**
     * @param yaml where the job's options are written
     */
    static ChaosCluster start(ChaosOptions options, Path yaml) throws IOException {
        KafkaProcess kafka = null;
        RedisWithReplica redis = null;
        try {
            kafka = KafkaProcess.create();
            kafka.createTopic(ChaosFeed.TOPIC, ChaosFeed.PARTITIONS);
            for (String output : ChaosJob.OUTPUTS) {
                kafka.createTopic(ChaosJob.topic(output), ChaosFeed.PARTITIONS);
            }
            redis = RedisWithReplica.start();
            ChaosJob.write(
                    options.rule(),
                    options.guarantee(),
                    options.onOutage(),
                    kafka,
                    redis.uri(),
                    yaml);
            FlinkCluster flink =
                    flink(options, yaml)
                            .highAvailability()
                            .taskManagers(options.taskManagers())
                            .slotsPerTaskManager(options.slotsPerTaskManager())
                            .configuration("execution.checkpointing.interval", "1 s")
                            // By default REST answers are up to 3 s old, and a recovery is missed.
                            .configuration("web.refresh-interval", "100 ms")
                            // A busy machine is not to take a JobManager for dead.
                            .configuration(
                                    "high-availability.zookeeper.client.session-timeout", "9 s")
                            .start();
            return new ChaosCluster(kafka, redis, flink, options.taskManagers());
        } catch (IOException | RuntimeException | Error e) {
            if (redis != null) {
                redis.close();
            }
            if (kafka != null) {
                kafka.close();
            }
            throw e;
        }
    }

    /** In application mode with what the Kubernetes operator sets, so that a JobManager stays. */
    private static FlinkCluster.Builder flink(ChaosOptions options, Path yaml) {
        FlinkCluster.Builder flink = FlinkCluster.builder();
        return options.isApplication()
                ? flink.application(options.jobJar(), "--config", yaml.toString())
                        .configuration("parallelism.default", Integer.toString(FIRST_PARALLELISM))
                        .configuration("execution.submit-failed-job-on-application-error", "true")
                        .configuration("execution.shutdown-on-application-finish", "false")
                : flink;
    }

    KafkaProcess kafka() {
        return kafka;
    }

    RedisWithReplica redis() {
        return redis;
    }

    FlinkCluster flink() {
        return flink;
    }

    /** The numbers of the TaskManagers that have not been killed. */
    List<Integer> taskManagers() {
        return List.copyOf(taskManagers);
    }

    /** What Flink calls a TaskManager. */
    static String resourceId(int taskManager) {
        return "taskmanager-" + taskManager;
    }

    /** Kills a TaskManager and starts another one in its place. */
    void replaceTaskManager(int number) throws IOException {
        flink.killTaskManager(number);
        taskManagers.remove(Integer.valueOf(number));
        taskManagers.add(flink.startTaskManager());
    }

    /** Kills all TaskManagers and starts others in their place. */
    void replaceTaskManagers() throws IOException {
        for (int number : taskManagers()) {
            replaceTaskManager(number);
        }
    }

    /** Kills the JobManager and starts another one, which takes over. */
    void replaceJobManager() throws IOException {
        flink.replaceJobManager();
    }

    @Override
    public void close() {
        flink.close();
        redis.close();
        kafka.close();
    }
}
