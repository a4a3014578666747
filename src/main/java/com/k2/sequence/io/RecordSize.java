package com.k2.sequence.io;

import org.apache.kafka.common.header.Header;

/** How many bytes a record brings along. */
final class RecordSize {

    private RecordSize() {}

    /** Key, value and headers together. */
    static long of(SourceRecord record) {
        return of(record.key()) + of(record.value()) + of(record.headers());
    }

    static long of(Iterable<Header> headers) {
        long size = 0;
        for (Header header : headers) {
            // A header's name takes at most three bytes a character.
            size += 3L * header.key().length() + of(header.value());
        }
        return size;
    }

    static long of(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
