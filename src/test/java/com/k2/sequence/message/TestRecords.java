package com.k2.sequence.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.k2.sequence.source.SourcePosition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records as the tests need them, and the comparison that records of arrays lack. */
public final class TestRecords {

    public static final SourcePosition POSITION = new SourcePosition("market.ticks.asx", 0, 42);

    /** 2026-01-11T10:00:00.127Z */
    public static final long TIMESTAMP = 1_768_125_600_127L;

    private TestRecords() {}

    public static SourceRecord of(byte[] value) {
        return new SourceRecord(POSITION, TIMESTAMP, null, value, new RecordHeaders());
    }

    public static SourceRecord of(String value) {
        return of(value.getBytes(UTF_8));
    }

    /** A record with these headers: name, value, name, value... */
    public static SourceRecord of(String key, String value, String... headers) {
        return new SourceRecord(
                POSITION, TIMESTAMP, bytesOf(key), bytesOf(value), headersOf(headers));
    }

    public static Headers headersOf(String... namesAndValues) {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], bytesOf(namesAndValues[i + 1]));
        }
        return headers;
    }

    /** The headers as {@code name=value}, in their order. */
    public static String[] textOf(Headers headers) {
        String[] texts = new String[headers.toArray().length];
        int i = 0;
        for (Header header : headers) {
            texts[i++] =
                    header.key()
                            + '='
                            + (header.value() == null ? null : new String(header.value(), UTF_8));
        }
        return texts;
    }

    private static byte[] bytesOf(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }
}
