package com.k2.sequence.flow.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.k2.sequence.kafka.TopicLimits;
import com.k2.sequence.kafka.TopicLimitsSource;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.RecordSize;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes a dead letter to its topic: key, value, timestamp and headers as they came, then reason
 * and origin in headers.
 *
 * <p>What the topic would refuse is changed as far as it must be, since a producer that can't send
 * it would stop the job. A record too large is cut down. The value is cut at its end; where even an
 * empty value does not help the key is left out, and headers that alone are too large are left out
 * all together. {@code dead-letter-value-size}, {@code dead-letter-key-size} and {@code
 * dead-letter-headers-size} then give the original size in bytes of what is not whole, that of
 * headers with what Kafka adds to them. A time that the topic does not take is left to the broker,
 * and {@code dead-letter-timestamp} has it, in milliseconds. In a compacted topic a record without
 * a key gets its position as a key.
 */
public final class DeadLetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {

    /** Room for the headers of three original sizes and the time. */
    private static final int SIZES_OVERHEAD = 4 * (RecordSize.HEADER_OVERHEAD + 24 + 20);

    private final String topic;
    private final int maxRecordBytes;
    private final TopicLimitsSource source;

    private TopicLimits limits;

    /**
     * @param maxRecordBytes most bytes that the producer ({@code max.request.size}) and, when the
     *     job was submitted, the topic ({@code max.message.bytes}) take in one record
     * @param source of what the topic takes when a writer is opened
     */
    public DeadLetterSerializer(String topic, int maxRecordBytes, TopicLimitsSource source) {
        this.topic = topic;
        this.maxRecordBytes = maxRecordBytes;
        this.source = source;
        this.limits = TopicLimits.UNKNOWN.atMost(maxRecordBytes);
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sinkContext) {
        RejectedRecords.checkAttempt(topic);
        limits = source.of(topic).atMost(maxRecordBytes);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter deadLetter, KafkaSinkContext context, Long flinkTimestamp) {
        SourceRecord record = deadLetter.record();
        List<Header> origin = originHeaders(deadLetter);
        List<Header> sizes = new ArrayList<>(3);
        long room =
                limits.maxRecordBytes()
                        - TopicLimits.RECORD_OVERHEAD
                        - SIZES_OVERHEAD
                        - RecordSize.of(origin);

        List<Header> headers = new ArrayList<>();
        long headersSize = RecordSize.of(record.headers());
        if (headersSize <= room) {
            record.headers().forEach(headers::add);
            room -= headersSize;
        } else {
            sizes.add(header("dead-letter-headers-size", RecordSize.of(record.headers())));
        }
        byte[] key = record.key();
        if (key != null && key.length > room) {
            sizes.add(header("dead-letter-key-size", key.length));
            key = null;
        }
        room -= RecordSize.of(key);
        byte[] value = record.value();
        if (value != null && value.length > room) {
            sizes.add(header("dead-letter-value-size", value.length));
            value = Arrays.copyOf(value, (int) Math.max(0, room));
        }
        Long timestamp = KafkaTimestamps.orNull(record.timestamp());
        if (timestamp != null && !limits.takesTime(timestamp, System.currentTimeMillis())) {
            sizes.add(header("dead-letter-timestamp", timestamp));
            timestamp = null;
        }
        if (key == null && limits.compacted()) {
            key = record.position().toString().getBytes(UTF_8);
        }
        headers.addAll(origin);
        headers.addAll(sizes);
        return new ProducerRecord<>(topic, null, timestamp, key, value, headers);
    }

    private static List<Header> originHeaders(DeadLetter deadLetter) {
        SourcePosition position = deadLetter.record().position();
        List<Header> headers = new ArrayList<>(6);
        headers.add(header("dead-letter-reason", deadLetter.reason().word()));
        headers.add(header("dead-letter-message", deadLetter.message()));
        headers.add(header("dead-letter-topic", position.topic()));
        headers.add(header("dead-letter-partition", position.partition()));
        headers.add(header("dead-letter-offset", position.offset()));
        if (deadLetter.indexes() != null) {
            headers.add(header("dead-letter-index", deadLetter.indexes()));
        }
        return headers;
    }

    private static Header header(String name, Object value) {
        return new RecordHeader(name, value.toString().getBytes(UTF_8));
    }
}
