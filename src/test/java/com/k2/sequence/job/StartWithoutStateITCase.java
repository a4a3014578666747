package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.ExpectedOutput;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job without Flink state takes up from Redis and the offsets that an earlier job committed. */
class StartWithoutStateITCase {

    private static final int PARALLELISM = 2;

    @RegisterExtension
    private static final Servers SERVERS =
            new Servers().withKafka().withRedis().withFlink(2 * PARALLELISM);

    @TempDir private Path savepoints;

    @Test
    void takesUpTheThreadAfterAnOrderlyStop() throws Exception {
        TrackedFeed feed = SERVERS.feed("orderly", 2, 12);
        feed.produce(1_000);
        RunningJob first = submit(feed.options());
        feed.awaitSequenced();
        // The stop itself may end the consumer before it has committed its offsets.
        first.checkpoint();
        feed.awaitCommittedOffsets();
        first.stop(savepoints);
        feed.produce(1_000);

        submit(feed.options());

        feed.assertOutput();
        feed.assertStates();
    }

    @Test
    void marksReplayedMessagesAndRaisesNothingForThem() throws Exception {
        TrackedFeed feed = SERVERS.feed("replayed", 2, 12);
        feed.produce(600);
        RunningJob first = submit(feed.options());
        feed.awaitSequenced();
        first.checkpoint();
        feed.awaitCommittedOffsets();
        int committed = feed.expected().sequencedCount();
        feed.produce(600);
        feed.assertOutput();
        feed.assertStates();
        int replayed = feed.expected().sequencedCount() - committed;
        first.cancel();
        feed.produce(600);

        submit(feed.options());

        feed.awaitSequenced(replayed);
        List<ConsumerRecord<byte[], byte[]>> once = withoutReplays(feed, replayed);
        feed.expected().assertSequenced(once);
        feed.assertEvents();
        feed.assertStates();
    }

    @Test
    void takesOverWhileTheOldJobStillRuns() throws Exception {
        TrackedFeed feed = SERVERS.feed("handover", 2, 12);
        JobOptions.OUTPUTS.forEach(output -> SERVERS.kafka().createTopic("taken." + output, 2));
        Topics topics = new Topics(SERVERS.kafka().bootstrapServers());
        feed.produce(600);
        RunningJob old = submit(feed.options());
        feed.awaitSequenced();
        old.checkpoint();
        feed.awaitCommittedOffsets();
        int committed = feed.expected().sequencedCount();
        feed.produce(600);

        submit(feed.options().copy().outputs("taken"));
        feed.produce(600);
        feed.assertOutput();
        topics.awaitRecords(
                "taken.sequenced", feed.expected().sequencedCount() - committed, Patience.LIMIT);
        old.cancel();
        int tracked = feed.expected().sequencedCount();
        feed.produce(600);

        ExpectedOutput expected = feed.expected();
        List<ConsumerRecord<byte[], byte[]>> taken =
                topics.awaitRecords(
                        "taken.sequenced", expected.sequencedCount() - committed, Patience.LIMIT);
        assertThat(taken).hasSize(expected.sequencedCount() - committed);
        assertThat(taken.stream().filter(record -> !isReplayed(record)).count())
                .isGreaterThanOrEqualTo(expected.sequencedCount() - tracked);
        expected.assertSequenced(takenOver(feed.output("sequenced"), taken));
        assertEventsAmong(expected, topics);
        feed.assertStates();
    }

    /** What the old job said, up to where the new one has a word of its own. */
    private static List<ConsumerRecord<byte[], byte[]>> takenOver(
            List<ConsumerRecord<byte[], byte[]>> old, List<ConsumerRecord<byte[], byte[]>> taken) {
        List<ConsumerRecord<byte[], byte[]>> judged = new ArrayList<>();
        Set<String> judgedAnew = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : taken) {
            if (isReplayed(record)) {
                assertReplayed(record);
            } else {
                judged.add(record);
                judgedAnew.add(ExpectedOutput.id(record));
            }
        }
        List<ConsumerRecord<byte[], byte[]>> all =
                new ArrayList<>(
                        old.stream()
                                .filter(record -> !judgedAnew.contains(ExpectedOutput.id(record)))
                                .toList());
        all.addAll(judged);
        return all;
    }

    /** Both jobs' events together are all that there are; one that both raise is the same twice. */
    private static void assertEventsAmong(ExpectedOutput expected, Topics topics) {
        TrackedFeed.EVENT_TYPES.forEach(
                (output, type) ->
                        Patience.await()
                                .untilAsserted(
                                        () -> {
                                            Map<String, ConsumerRecord<byte[], byte[]>> distinct =
                                                    new HashMap<>();
                                            for (String job : List.of("handover.", "taken.")) {
                                                topics.readToEnd(job + output, Patience.LIMIT)
                                                        .forEach(
                                                                event ->
                                                                        distinct.put(
                                                                                text(event),
                                                                                event));
                                            }
                                            expected.assertEvents(
                                                    type, List.copyOf(distinct.values()));
                                        }));
    }

    private static String text(ConsumerRecord<byte[], byte[]> event) {
        return new String(event.value(), StandardCharsets.UTF_8);
    }

    /** Between the checkpoints that a test asks for there are none. */
    private static RunningJob submit(JobOptions options) throws Exception {
        Configuration configuration =
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        return SERVERS.flink().submit(configuration, PARALLELISM, options.arguments());
    }

    /** Takes out the second occurrence of each message, which says nothing of its number. */
    private static List<ConsumerRecord<byte[], byte[]>> withoutReplays(
            TrackedFeed feed, int replays) {
        Set<String> seen = new HashSet<>();
        List<ConsumerRecord<byte[], byte[]>> once = new ArrayList<>();
        int replayed = 0;
        for (ConsumerRecord<byte[], byte[]> record : feed.output("sequenced")) {
            if (seen.add(ExpectedOutput.id(record))) {
                once.add(record);
            } else {
                replayed++;
                assertReplayed(record);
            }
        }
        assertThat(replayed).isEqualTo(replays);
        return once;
    }

    private static boolean isReplayed(ConsumerRecord<byte[], byte[]> record) {
        return ExpectedOutput.text(record, "sequence-replayed") != null;
    }

    private static void assertReplayed(ConsumerRecord<byte[], byte[]> record) {
        String event = ExpectedOutput.text(record, "sequence-event");
        if (event.equals("UNSEQUENCED")) {
            return;
        }
        assertThat(event).isEqualTo("NORMAL");
        assertThat(ExpectedOutput.text(record, "sequence-replayed")).isEqualTo("true");
        assertThat(ExpectedOutput.text(record, "sequence-expected")).isNull();
        assertThat(ExpectedOutput.text(record, "sequence-gap-size")).isNull();
    }
}
