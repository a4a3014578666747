package com.k2.sequence.chaos.outage;

import com.k2.sequence.chaos.rig.ChaosFeed;
import com.k2.sequence.chaos.rig.ChaosJob;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.server.FlinkCluster;
import com.k2.sequence.testing.server.KafkaProcess;
import java.io.IOException;

/**
 * All servers of an outage run, each a process of its own. For one thread.
 *
 * @param kafka the broker, with all topics
 * @param redis the server that becomes unavailable
 * @param flink a JobManager, and TaskManagers of one slot each
 */
record OutageCluster(KafkaProcess kafka, EmbeddedRedis redis, FlinkCluster flink)
        implements AutoCloseable {

    static OutageCluster start(int taskManagers) throws IOException {
        KafkaProcess kafka = null;
        EmbeddedRedis redis = null;
        try {
            kafka = KafkaProcess.create();
            kafka.createTopic(ChaosFeed.TOPIC, ChaosFeed.PARTITIONS);
            for (String output : ChaosJob.OUTPUTS) {
                kafka.createTopic(ChaosJob.topic(output), ChaosFeed.PARTITIONS);
            }
            // A server that is killed then has every write that it has answered, so that a row that
            // is wrong in the end is the job's fault.
            redis = EmbeddedRedis.builder().syncEveryWrite().start();
            FlinkCluster flink =
                    FlinkCluster.builder()
                            .taskManagers(taskManagers)
                            .slotsPerTaskManager(1)
                            .configuration("execution.checkpointing.interval", "2 s")
                            // By default metrics are up to 10 s old.
                            .configuration("metrics.fetcher.update-interval", "500")
                            .configuration("web.refresh-interval", "500 ms")
                            .start();
            return new OutageCluster(kafka, redis, flink);
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

    @Override
    public void close() {
        flink.close();
        redis.close();
        kafka.close();
    }
}
