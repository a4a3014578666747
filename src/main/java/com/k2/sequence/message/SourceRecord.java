package com.k2.sequence.message;

import com.k2.sequence.source.SourcePosition;
import org.apache.kafka.common.header.Headers;

/**
 * An unchanged Kafka record. Immutable by convention; arrays and headers are shared, not copied.
 *
 * @param position topic, partition and offset, never null
 * @param timestamp the record's timestamp in milliseconds since 1970-01-01T00:00:00Z; -1 where it
 *     has none
 * @param key null where the record has none
 * @param value null on a tombstone
 * @param headers never null
 */
public record SourceRecord(
        SourcePosition position, long timestamp, byte[] key, byte[] value, Headers headers) {

    /** Bytes of key and value together. */
    public long bytes() {
        return RecordSize.of(key) + RecordSize.of(value);
    }
}
