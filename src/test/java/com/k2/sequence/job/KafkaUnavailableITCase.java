package com.k2.sequence.job;

import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.Servers;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the whole job when Kafka becomes unavailable or changes. */
class KafkaUnavailableITCase {

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(2);

    @Test
    void losesAndRepeatsNothingWhenTheBrokerIsRestarted() throws Exception {
        TrackedFeed feed = SERVERS.feed("restarted", 2, 30).exactlyOnce();
        feed.produce(1_000);
        submit(feed);
        feed.awaitOutput("sequenced", 1);
        feed.produce(1_000);

        SERVERS.kafka().stop();
        SERVERS.kafka().start();

        feed.produce(1_000);
        feed.assertOutput();
        feed.assertRows();
    }

    /**
     * Each look for new partitions takes longer than the interval between two, so that several find
     * the same ones.
     */
    @Test
    void readsAPartitionThatIsAddedMeanwhileOnce() throws Exception {
        TrackedFeed feed = SERVERS.feed("grown", 1, 12);
        feed.options().put("kafka.properties.partition.discovery.interval.ms", "1");
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
        SERVERS.flink().submit(configuration, 2, feed.options().arguments());
    }
}
