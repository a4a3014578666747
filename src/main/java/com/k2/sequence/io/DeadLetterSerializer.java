package com.k2.sequence.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.k2.sequence.tracking.SourcePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes a dead letter to its topic: key, value, timestamp and headers as they came, then reason
 * and origin in headers.
 *
 * <p>A record too large for the topic is cut down, since a producer that can't send it would stop
 * the job. The value is cut at its end; where even an empty value does not help the key is left
 * out, and headers that alone are too large are left out all together. {@code
 * dead-letter-value-size}, {@code dead-letter-key-size} and {@code dead-letter-headers-size} then
 * give the original size in bytes of what is not whole, that of headers with what Kafka adds to
 * them.
 */
public final class DeadLetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {

    /** What Kafka adds to a record in a batch of its own, rounded up. */
    private static final int RECORD_OVERHEAD = 128;

    /** Room for the three headers of original sizes. */
    private static final int SIZES_OVERHEAD = 3 * (RecordSize.HEADER_OVERHEAD + 24 + 20);

    private final String topic;
    private final int maxRecordBytes;

    /**
     * @param maxRecordBytes most bytes that the producer ({@code max.request.size}) and the topic
     *     ({@code max.message.bytes}) take in one record
     */
    public DeadLetterSerializer(String topic, int maxRecordBytes) {
        this.topic = topic;
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter deadLetter, KafkaSinkContext context, Long flinkTimestamp) {
        SourceRecord record = deadLetter.record();
        List<Header> origin = originHeaders(deadLetter);
        List<Header> sizes = new ArrayList<>(3);
        long room = maxRecordBytes - RECORD_OVERHEAD - SIZES_OVERHEAD - RecordSize.of(origin);

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
        headers.addAll(origin);
        headers.addAll(sizes);
        return new ProducerRecord<>(
                topic, null, KafkaTimestamps.orNull(record.timestamp()), key, value, headers);
    }

    private static List<Header> originHeaders(DeadLetter deadLetter) {
        SourcePosition position = deadLetter.record().position();
        return List.of(
                header("dead-letter-reason", deadLetter.reason().word()),
                header("dead-letter-message", deadLetter.message()),
                header("dead-letter-topic", position.topic()),
                header("dead-letter-partition", position.partition()),
                header("dead-letter-offset", position.offset()));
    }

    private static Header header(String name, Object value) {
        return new RecordHeader(name, value.toString().getBytes(UTF_8));
    }
}
