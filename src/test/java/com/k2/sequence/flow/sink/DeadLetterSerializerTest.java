package com.k2.sequence.flow.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.kafka.TopicLimits;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

class DeadLetterSerializerTest {

    private static final int MAX_RECORD_BYTES = 10_000;

    private final DeadLetterSerializer serializer =
            new DeadLetterSerializer(
                    "dead-letters", MAX_RECORD_BYTES, topic -> TopicLimits.UNKNOWN);

    private ProducerRecord<byte[], byte[]> serialize(SourceRecord record) {
        return serializer.serialize(
                new DeadLetter(record, Reason.MALFORMED, "the value is empty"), null, 5L);
    }

    private static SourceRecord record(byte[] key, byte[] value, Headers headers) {
        return new SourceRecord(TestRecords.POSITION, TestRecords.TIMESTAMP, key, value, headers);
    }

    private static String header(ProducerRecord<byte[], byte[]> out, String name) {
        Header header = out.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    @Test
    void passesTheRecordOnWithReasonAndOrigin() {
        SourceRecord record = TestRecords.of("key", "\0 any bytes", "trace", "1");

        ProducerRecord<byte[], byte[]> out = serialize(record);

        assertThat(out.topic()).isEqualTo("dead-letters");
        assertThat(out.partition()).isNull();
        assertThat(out.timestamp()).isEqualTo(record.timestamp());
        assertThat(out.key()).isSameAs(record.key());
        assertThat(out.value()).isSameAs(record.value());
        assertThat(TestRecords.textOf(out.headers()))
                .containsExactly(
                        "trace=1",
                        "dead-letter-reason=malformed",
                        "dead-letter-message=the value is empty",
                        "dead-letter-topic=market.ticks.asx",
                        "dead-letter-partition=0",
                        "dead-letter-offset=42");
        assertThat(TestRecords.textOf(record.headers())).containsExactly("trace=1");
    }

    @Test
    void appendsItsHeadersAfterThoseOfTheSameNames() {
        ProducerRecord<byte[], byte[]> out =
                serialize(TestRecords.of("key", "{", "dead-letter-reason", "other"));

        assertThat(header(out, "dead-letter-reason")).isEqualTo("malformed");
        assertThat(out.headers().headers("dead-letter-reason")).hasSize(2);
    }

    @Test
    void passesATombstoneWithoutKeyOrTimestamp() {
        ProducerRecord<byte[], byte[]> out =
                serialize(
                        new SourceRecord(
                                TestRecords.POSITION, -1, null, null, new RecordHeaders()));

        assertThat(out.key()).isNull();
        assertThat(out.value()).isNull();
        assertThat(out.timestamp()).isNull();
    }

    @Test
    void cutsAValueThatIsTooLarge() {
        byte[] key = {1, 2, 3};
        byte[] value = new byte[10 * 1024 * 1024];
        Arrays.fill(value, (byte) 'x');
        value[0] = '{';

        ProducerRecord<byte[], byte[]> out =
                serialize(record(key, value, TestRecords.headersOf("trace", "1")));

        assertThat(out.key()).isSameAs(key);
        assertThat(out.value())
                .hasSizeBetween(MAX_RECORD_BYTES * 9 / 10, MAX_RECORD_BYTES)
                .startsWith('{', 'x', 'x')
                .endsWith('x');
        assertThat(header(out, "dead-letter-value-size")).isEqualTo("10485760");
        assertThat(header(out, "dead-letter-key-size")).isNull();
        assertThat(header(out, "trace")).isEqualTo("1");
        assertThat(header(out, "dead-letter-reason")).isEqualTo("malformed");
    }

    @Test
    void leavesOutAKeyThatIsTooLarge() {
        ProducerRecord<byte[], byte[]> out =
                serialize(record(new byte[20_000], new byte[500], new RecordHeaders()));

        assertThat(out.key()).isNull();
        assertThat(out.value()).hasSize(500);
        assertThat(header(out, "dead-letter-key-size")).isEqualTo("20000");
        assertThat(header(out, "dead-letter-value-size")).isNull();
    }

    @Test
    void leavesOutHeadersThatAreTooLarge() {
        Headers headers = TestRecords.headersOf("trace", "1");
        headers.add("blob", new byte[20_000]);

        ProducerRecord<byte[], byte[]> out = serialize(record(new byte[3], new byte[500], headers));

        assertThat(out.key()).hasSize(3);
        assertThat(out.value()).hasSize(500);
        assertThat(header(out, "trace")).isNull();
        assertThat(header(out, "dead-letter-headers-size")).isEqualTo("20030");
        assertThat(header(out, "dead-letter-reason")).isEqualTo("malformed");
    }

    @Property
    void fitsIntoTheLimitAsKafkaCounts(
            @ForAll @IntRange(max = 15_000) int key,
            @ForAll @IntRange(max = 15_000) int value,
            @ForAll @IntRange(max = 15_000) int header,
            @ForAll @IntRange(max = 300) int moreHeaders) {
        Headers headers = new RecordHeaders().add("ä".repeat(10), new byte[header]);
        for (int i = 0; i < moreHeaders; i++) {
            headers.add("h" + i, null);
        }

        ProducerRecord<byte[], byte[]> out =
                serialize(record(new byte[key], new byte[value], headers));

        assertThat(
                        AbstractRecords.estimateSizeInBytesUpperBound(
                                RecordBatch.CURRENT_MAGIC_VALUE,
                                CompressionType.NONE,
                                out.key(),
                                out.value(),
                                out.headers().toArray()))
                .isLessThanOrEqualTo(MAX_RECORD_BYTES);
    }
}
