package com.k2.sequence.job;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.FlinkInJvm;
import com.k2.sequence.testing.TrackedFeed;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of the whole job when Kafka goes away or changes. */
class KafkaAwayITCase {

    private static EmbeddedKafka kafka;
    private static EmbeddedRedis redis;
    private static FlinkInJvm flink;

    @BeforeAll
    static void startServers() throws Exception {
        kafka = EmbeddedKafka.builder().start();
        redis = EmbeddedRedis.builder().start();
        flink = new FlinkInJvm(2);
    }

    @AfterEach
    void cancelJobs() throws Exception {
        flink.cancelJobs();
    }

    @AfterAll
    static void stopServers() {
        flink.close();
        kafka.close();
        redis.close();
    }

    @Test
    void losesAndRepeatsNothingWhenTheBrokerIsRestarted() throws Exception {
        TrackedFeed feed = new TrackedFeed("restarted", kafka, redis.uri(), 2, 30).exactlyOnce();
        feed.produce(1_000);
        submit(feed);
        feed.awaitOutput("sequenced", 1);
        feed.produce(1_000);

        kafka.stop();
        kafka.start();

        feed.produce(1_000);
        feed.assertOutput();
        feed.assertRows();
    }

    @Test
    void readsAPartitionThatIsAddedMeanwhile() throws Exception {
        TrackedFeed feed = new TrackedFeed("grown", kafka, redis.uri(), 1, 12);
        feed.options().put("kafka.properties.partition.discovery.interval.ms", "100");
        feed.produce(300);
        submit(feed);
        feed.awaitSequenced();

        feed.growTo(3);
        feed.produceNumbers(1, "LATE", 7, 8, 11, 11);
        feed.produceNumbers(2, "LATER", 3, 1, 2);

        feed.assertOutput();
        feed.assertRows();
    }

    private static void submit(TrackedFeed feed) throws Exception {
        Configuration configuration =
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(200))
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        flink.submit(configuration, 2, feed.options().arguments());
    }
}
