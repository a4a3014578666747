package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.flow.source.OffsetKeeper;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retention removes messages that a stopped job had not read yet. */
class RetentionITCase {

    private static final String POLICY = "source.feed.on-offset-out-of-range";

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(2);

    @TempDir private Path savepoints;

    /** Offsets 0 to 5 are read; 6 to 8 are removed unread; 9 to 15 are still there. */
    private Path stopAndRemove(TrackedFeed feed) throws Exception {
        feed.produceNumbers(0, "A", 1, 2, 3, 4, 5);
        feed.produceNumbers(0, "B", 1);
        RunningJob job = submit(feed, null);
        feed.awaitOutput("sequenced", 6);
        Path savepoint = job.stop(savepoints);
        feed.produceNumbers(0, "A", 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SERVERS.kafka().bootstrapServers()))) {
            admin.deleteRecords(
                            Map.of(
                                    new TopicPartition(feed.inputTopic(), 0),
                                    RecordsToDelete.beforeOffset(9)))
                    .all()
                    .get();
        }
        return savepoint;
    }

    @ParameterizedTest
    @ValueSource(strings = {"committed", "earliest", "latest", "2020-01-01T00:00:00Z"})
    void aRestoredJobReadsWhatIsLeftAndReportsWhatIsNot(String start) throws Exception {
        TrackedFeed feed = feed("left-" + start.substring(0, 4));
        if (start.equals("latest")) {
            feed.options().put("source.feed.start", "earliest");
        } else {
            feed.options().put("source.feed.start", start);
        }
        Path savepoint = stopAndRemove(feed);
        feed.options().put("source.feed.start", start);

        RunningJob job = submit(feed, savepoint);

        feed.awaitOutput("sequenced", 13);
        feed.awaitOutput("gaps", 1);
        assertThat(gaps(feed))
                .singleElement()
                .asString()
                .contains("\"expected_sequence\":6,\"actual_sequence\":9,\"gap_size\":3")
                .contains("\"cause\":\"retention\"");
        assertThat(job.total(OffsetKeeper.LOST_BY_RETENTION)).isEqualTo(3);

        // A gap of the exchange's own is not retention's, and a key that was quiet meanwhile is
        // found cut off by a later attempt too.
        feed.produceNumbers(0, "A", 20);
        feed.awaitOutput("gaps", 2);
        Path later = job.stop(savepoints);
        feed.produceNumbers(0, "B", 4);
        feed.produceNumbers(0, "B", 8);
        RunningJob next = submit(feed, later);
        feed.awaitOutput("gaps", 4);
        List<String> gaps = gaps(feed);
        assertThat(gaps).hasSize(4);
        assertThat(gaps)
                .filteredOn(gap -> gap.contains("\"cause\":\"retention\""))
                .hasSize(2)
                .anySatisfy(gap -> assertThat(gap).contains("\"B.B\"", "\"actual_sequence\":4"));
        assertThat(next.total(OffsetKeeper.LOST_BY_RETENTION)).isZero();
    }

    @Test
    void latestGoesOnAtTheEndAndCountsWhatRetentionRemoved() throws Exception {
        TrackedFeed feed = feed("to-the-end");
        feed.options().put(POLICY, "latest");
        Path savepoint = stopAndRemove(feed);

        RunningJob job = submit(feed, savepoint);

        Patience.await().until(() -> job.total(OffsetKeeper.LOST_BY_RETENTION) == 3);
        feed.produceNumbers(0, "A", 16);
        feed.awaitOutput("gaps", 1);
        assertThat(gaps(feed))
                .singleElement()
                .asString()
                .contains("\"expected_sequence\":6,\"actual_sequence\":16")
                .contains("\"cause\":\"retention\"");
        assertThat(feed.output("sequenced")).hasSize(7);
    }

    @Test
    void failSaysWhereAndWhatToChange() throws Exception {
        TrackedFeed feed = feed("failing");
        feed.options().put(POLICY, "fail");
        Path savepoint = stopAndRemove(feed);

        RunningJob job =
                SERVERS.flink()
                        .start(
                                configuration(savepoint),
                                1,
                                env -> SequenceTrackingJob.define(env, feed.options().arguments()));

        assertThatThrownBy(job::awaitEnd)
                .hasStackTraceContaining(
                        "Offset 6 of failing.in/0, which the job was to read next, was removed by"
                                + " the topic's retention, with 3 offsets in all that were not"
                                + " read; the log holds offsets 9 to 15. "
                                + POLICY
                                + " is fail: set it to earliest or latest");
        assertThat(feed.output("sequenced")).hasSize(6);
    }

    private static TrackedFeed feed(String name) {
        return SERVERS.feed(name, 1, 1);
    }

    private static List<String> gaps(TrackedFeed feed) {
        return feed.output("gaps").stream()
                .map(gap -> new String(gap.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static RunningJob submit(TrackedFeed feed, Path savepoint) throws Exception {
        return SERVERS.flink().submit(configuration(savepoint), 1, feed.options().arguments());
    }

    private static Configuration configuration(Path savepoint) {
        Configuration configuration =
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        }
        return configuration;
    }
}
