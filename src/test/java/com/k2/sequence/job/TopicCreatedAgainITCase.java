package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.ExpectedOutput;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The input topic is deleted and created again, so that its offsets begin again with 0, below those
 * in Redis and in Flink's state. The symbols' numbers go on.
 */
class TopicCreatedAgainITCase {

    private static final int PARTITIONS = 2;

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(2);

    @TempDir private Path savepoints;

    @Test
    void aRunningJobGoesOnAndRedisFollows() throws Exception {
        TrackedFeed feed = track("again-running");
        submit(feed, null);
        feed.awaitSequenced();
        feed.assertRows();

        feed.createAnew(PARTITIONS);
        produceOn(feed);

        feed.assertOutput();
        feed.assertStates();
        assertMoves(feed, "1");
    }

    @Test
    void aJobRestoredFromASavepointGoesOnAndRedisFollows() throws Exception {
        TrackedFeed feed = track("again-restored");
        RunningJob job = submit(feed, null);
        feed.awaitSequenced();
        Path savepoint = job.stop(savepoints);

        feed.createAnew(PARTITIONS);
        produceOn(feed);
        submit(feed, savepoint);

        feed.assertOutput();
        feed.assertStates();
        assertMoves(feed, "1");
    }

    /**
     * Redis has positions that the new topic has yet to reach; they say nothing of its messages.
     */
    @Test
    void aJobWithoutFlinkStateTakesNothingForTrackedBefore() throws Exception {
        TrackedFeed feed = track("again-stateless");
        RunningJob job = submit(feed, null);
        feed.awaitSequenced();
        job.checkpoint();
        feed.awaitCommittedOffsets();
        job.cancel();

        feed.createAnew(PARTITIONS);
        produceOn(feed);
        submit(feed, null);

        feed.assertOutput();
        feed.assertStates();
        assertMoves(feed, "0");
        assertThat(feed.output("sequenced")).noneMatch(record -> isReplayed(record));
    }

    private static TrackedFeed track(String name) {
        TrackedFeed feed = SERVERS.feed(name, PARTITIONS, 1);
        feed.produceNumbers(0, "A", 1, 2, 5, 5, 6, 7, 8);
        feed.produceNumbers(1, "B", 100, 101, 102, 103, 104, 105);
        return feed;
    }

    /** Fewer messages than there were, each a verdict of its own. */
    private static void produceOn(TrackedFeed feed) {
        feed.produceNumbers(0, "A", 9, 12, 12, 1);
        feed.produceNumbers(1, "B", 106, 104);
    }

    private static boolean isReplayed(ConsumerRecord<byte[], byte[]> record) {
        return ExpectedOutput.text(record, "sequence-replayed") != null;
    }

    private static void assertMoves(TrackedFeed feed, String moves) {
        Patience.await()
                .untilAsserted(
                        () -> {
                            List<Map<String, String>> rows = List.copyOf(feed.rows().values());
                            assertThat(rows)
                                    .extracting(row -> row.get("moves"))
                                    .containsOnly(moves);
                        });
    }

    private static RunningJob submit(TrackedFeed feed, Path savepoint) throws Exception {
        Configuration configuration =
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        }
        return SERVERS.flink().submit(configuration, 2, feed.options().arguments());
    }
}
