package com.k2.sequence.message;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;

/** The size of a record in bytes. */
public final class RecordSize {

    /** What Kafka adds to a header, rounded up. */
    public static final int HEADER_OVERHEAD = 10;

    private RecordSize() {}

    /** Key, value and headers together. */
    public static long of(SourceRecord record) {
        return of(record.key()) + of(record.value()) + of(record.headers());
    }

    /** With what Kafka adds to each. */
    public static long of(Iterable<Header> headers) {
        long size = 0;
        for (Header header : headers) {
            size += HEADER_OVERHEAD;
            size += Utils.utf8Length(header.key()) + of(header.value());
        }
        return size;
    }

    public static long of(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
