package com.k2.sequence.chaos;

import com.k2.sequence.chaos.rig.ChaosFeed;
import com.k2.sequence.chaos.rig.ChaosJob;
import com.k2.sequence.testing.FlinkCluster;
import com.k2.sequence.testing.KafkaProcess;
import com.k2.sequence.testing.RedisWithReplica;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All servers of a chaos run, each a process of its own. For one thread. */
final class ChaosCluster implements AutoCloseable {

    private final KafkaProcess kafka;
    private final RedisWithReplica redis;
    private final FlinkCluster flink;
    private final List<Integer> taskManagers = new ArrayList<>();
    private int jobManager;

    private ChaosCluster(
            KafkaProcess kafka, RedisWithReplica redis, FlinkCluster flink, int count) {
        this.kafka = kafka;
        this.redis = redis;
        this.flink = flink;
        for (int number = 0; number < count; number++) {
            taskManagers.add(number);
        }
    }

    static ChaosCluster start(ChaosOptions options) throws IOException {
        KafkaProcess kafka = null;
        RedisWithReplica redis = null;
        try {
            kafka = KafkaProcess.create();
            kafka.createTopic(ChaosFeed.TOPIC, ChaosFeed.PARTITIONS);
            for (String output : ChaosJob.OUTPUTS) {
                kafka.createTopic(ChaosJob.topic(output), ChaosFeed.PARTITIONS);
            }
            redis = RedisWithReplica.start();
            FlinkCluster flink =
                    FlinkCluster.builder()
                            .highAvailability()
                            .taskManagers(options.taskManagers())
                            .slotsPerTaskManager(options.slotsPerTaskManager())
                            .configuration("execution.checkpointing.interval", "1 s")
                            // By default REST answers are up to 3 s old, and a recovery is missed.
                            .configuration("web.refresh-interval", "100 ms")
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

    /** Kills the JobManager and starts another one, which takes over. */
    void replaceJobManager() throws IOException {
        flink.killJobManager(jobManager);
        jobManager = flink.startJobManager();
    }

    @Override
    public void close() {
        flink.close();
        redis.close();
        kafka.close();
    }
}
