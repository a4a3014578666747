package com.k2.sequence.flow.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.kafka.TopicLimits;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitedSerializerTest {

    private static final long NOW = System.currentTimeMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int LARGEST = 100_000;

    private static final TopicLimits USUAL =
            new TopicLimits(1_000_000, false, false, Long.MAX_VALUE, 3_600_000);

    private static ProducerRecord<byte[], byte[]> write(
            TopicLimits limits, long time, byte[] key, int bytes, boolean withDeadLetters)
            throws Exception {
        LimitedSerializer<CheckedRecord> serializer =
                new LimitedSerializer<>(
                        "out",
                        LARGEST,
                        LARGEST,
                        topic -> topic.equals("out") ? limits : USUAL,
                        new SequencedRecordSerializer("out"),
                        (checked, written) -> checked.record(),
                        withDeadLetters
                                ? new DeadLetterSerializer("dead", LARGEST, topic -> USUAL)
                                : null);
        serializer.open(new Opened(), null);
        SourceRecord record =
                new SourceRecord(
                        TestRecords.POSITION, time, key, new byte[bytes], new RecordHeaders());
        CheckedRecord checked =
                new CheckedRecord(
                        record,
                        key == null ? null : new InstrumentKey("asx", "BHP"),
                        SequenceVerdict.NOTHING_EXPECTED,
                        false);
        return serializer.serialize(checked, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        // what the topic takes: bytes, compacted, append time, age, ahead; the record: bytes, age,
        // key
        "1000000, false, false, MAX,     3600000, 90000, 400,   true,  ",
        "50000,   false, false, MAX,     3600000, 40000, 400,   true,  ",
        "50000,   false, false, MAX,     3600000, 90000, 400,   true,  too-large",
        "1000000, true,  false, MAX,     3600000, 10,    400,   true,  ",
        "1000000, true,  false, MAX,     3600000, 10,    400,   false, malformed",
        "1000000, false, false, MAX,     3600000, 10,    0,     false, ",
        "1000000, false, false, 86400000,3600000, 10,    0,     true,  ",
        "1000000, false, false, 86400000,3600000, 10,    1,     true,  invalid-timestamp",
        "1000000, false, true,  86400000,3600000, 10,    1,     true,  ",
        "1000000, false, false, MAX,     3600000, 10,    -1,    true,  invalid-timestamp",
        "1000000, false, false, MAX,     MAX,     10,    -1,    true,  ",
    })
    void whatItsTopicDoesNotTakeIsADeadLetter(
            int most,
            boolean compacted,
            boolean appendTime,
            String age,
            String ahead,
            int bytes,
            long daysAgo,
            boolean keyed,
            String reason)
            throws Exception {
        TopicLimits limits =
                new TopicLimits(most, compacted, appendTime, millis(age), millis(ahead));

        ProducerRecord<byte[], byte[]> written =
                write(limits, NOW - daysAgo * DAY, keyed ? new byte[1] : null, bytes, true);

        assertThat(written.topic()).isEqualTo(reason == null ? "out" : "dead");
        if (reason != null) {
            assertThat(header(written, "dead-letter-reason")).isEqualTo(reason);
            assertThat(header(written, "dead-letter-message")).contains("topic 'out'");
        }
    }

    private static long millis(String text) {
        return text.equals("MAX") ? Long.MAX_VALUE : Long.parseLong(text);
    }

    private static String header(ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** As the connector's exactly-once writer does. */
    @Test
    void countsOnOneCounterThoughItIsOpenedTwice() throws Exception {
        Queue<Counter> registered = new ArrayDeque<>();
        UnregisteredMetricsGroup metrics =
                new UnregisteredMetricsGroup() {
                    @Override
                    public Counter counter(String name) {
                        registered.add(new SimpleCounter());
                        return registered.peek();
                    }
                };
        LimitedSerializer<CheckedRecord> serializer =
                new LimitedSerializer<>(
                        "out",
                        LARGEST,
                        LARGEST,
                        topic -> USUAL.atMost(10),
                        new SequencedRecordSerializer("out"),
                        (checked, written) -> checked.record(),
                        null);
        serializer.open(new Opened(metrics), null);
        serializer.open(new Opened(metrics), null);

        serializer.serialize(CheckedRecord.unsequenced(TestRecords.of("{}")), null, null);

        assertThat(registered).singleElement().extracting(Counter::getCount).isEqualTo(1L);
    }

    @Test
    void isNotWrittenWhereDeadLettersAreNot() throws Exception {
        TopicLimits small = new TopicLimits(500, false, false, Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(write(small, NOW, new byte[1], 1_000, false)).isNull();
    }

    @Test
    void deadLettersKeepToTheLimitsOfTheirTopic() {
        DeadLetterSerializer serializer =
                new DeadLetterSerializer(
                        "dead",
                        LARGEST,
                        topic -> new TopicLimits(2_000, true, false, 3_600_000, 3_600_000));
        serializer.open(new Opened(), null);
        SourceRecord record =
                new SourceRecord(
                        TestRecords.POSITION,
                        NOW - DAY,
                        null,
                        new byte[50_000],
                        new RecordHeaders());

        ProducerRecord<byte[], byte[]> written =
                serializer.serialize(
                        new DeadLetter(record, DeadLetter.Reason.MALFORMED, "why"), null, null);

        assertThat(TopicLimits.size(written)).isLessThanOrEqualTo(2_000);
        assertThat(written.timestamp()).isNull();
        assertThat(header(written, "dead-letter-timestamp")).isEqualTo(Long.toString(NOW - DAY));
        assertThat(new String(written.key(), UTF_8)).isEqualTo(TestRecords.POSITION.toString());
    }

    @Test
    void aTopicThatRefusesARecordInEachAttemptEndsTheJob() {
        RejectedRecords producer = new RejectedRecords();
        RecordMetadata at =
                new RecordMetadata(new TopicPartition("refusing", 0), -1, -1, -1, -1, -1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThatCode(() -> RejectedRecords.checkAttempt("refusing"))
                    .doesNotThrowAnyException();
            producer.onAcknowledgement(at, new NetworkException("passes"));
            producer.onAcknowledgement(at, new RecordTooLargeException("too large"));
            producer.onAcknowledgement(at, new RecordTooLargeException("the next, as large"));
        }

        assertThatThrownBy(() -> RejectedRecords.checkAttempt("refusing"))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContaining("topic 'refusing' refused a record in each of 3 attempts")
                .hasMessageContaining("too large")
                .hasMessageContaining("max.message.bytes");
        assertThatCode(() -> RejectedRecords.checkAttempt("refusing"))
                .as("the job that is started after it")
                .doesNotThrowAnyException();
    }

    private record Opened(MetricGroup metrics) implements InitializationContext {

        private Opened() {
            this(new UnregisteredMetricsGroup());
        }

        @Override
        public MetricGroup getMetricGroup() {
            return metrics;
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return null;
        }
    }
}
