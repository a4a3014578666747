package com.k2.sequence.benchmark.micro;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.json.JsonMessageDecoder;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A JSON message decoded, of feeds as exchanges send them; instruments take turns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodingBenchmark {

    private static final int MESSAGES = 1 << 14;
    private static final int INSTRUMENTS = 1_000;
    private static final int MAX_RECORD_BYTES = 1_000_000;

    /** The shapes of messages. */
    public enum Shape {
        /** One level, what is needed in front. */
        FLAT(
                """
                {"exchange":"x%d","symbol":"S%05d","sequence":%d,"timestamp":"2026-01-11T10:00:00.%06dZ",\
                "type":"trade","price":101.25,"size":300,"side":"BUY","conditions":["auto","odd"]}""",
                fields("/exchange", "/symbol", "/sequence", "/timestamp")),

        /** Nested, numbers as strings, what is needed in several places and at the end. */
        NESTED(
                """
                {"channel":"level2","data":{"instrument":{"venue":"x%d","code":"S%05d"},\
                "book":{"bids":[["101.24","300"],["101.23","1200"]],"asks":[["101.26","500"]]}},\
                "metadata":{"sequence_number":"%d","sent":"1768125600%06d"}}""",
                fields(
                        "/data/instrument/venue",
                        "/data/instrument/code",
                        "/metadata/sequence_number",
                        "/metadata/sent")),

        /** One level, what is needed in front, and a kilobyte behind it that is not. */
        LONG(
                """
                {"exchange":"x%d","symbol":"S%05d","sequence":%d,"timestamp":"2026-01-11T10:00:00.%06dZ",\
                "levels":["""
                        + "{\"price\":101.25,\"size\":300},".repeat(34)
                        + "{\"price\":1,\"size\":1}]}",
                fields("/exchange", "/symbol", "/sequence", "/timestamp"));

        private final String format;
        private final FeedFields fields;

        Shape(String format, FeedFields fields) {
            this.format = format;
            this.fields = fields;
        }

        private static FeedFields fields(
                String exchange, String symbol, String sequence, String timestamp) {
            return new FeedFields(
                    null,
                    JsonPointer.compile(exchange),
                    List.of(JsonPointer.compile(symbol)),
                    null,
                    JsonPointer.compile(sequence),
                    JsonPointer.compile(timestamp));
        }
    }

    @Param private Shape shape;

    private final SourceRecord[] records = new SourceRecord[MESSAGES];
    private JsonMessageDecoder decoder;
    private int next;

    /** Writes the messages, and makes sure that they can be read. */
    @Setup
    public void setUp() {
        decoder = new JsonMessageDecoder(shape.fields, MAX_RECORD_BYTES);
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < MESSAGES; i++) {
            int instrument = i % INSTRUMENTS;
            String json =
                    String.format(
                            Locale.ROOT,
                            shape.format,
                            instrument % 4,
                            instrument,
                            1_000_000 + i,
                            i);
            records[i] =
                    new SourceRecord(
                            new SourcePosition("ticks", 0, i),
                            1_768_125_600_000L,
                            null,
                            json.getBytes(StandardCharsets.UTF_8),
                            headers);
            if (!(decoder.decode(records[i]) instanceof SequencedMessage)) {
                throw new IllegalStateException(decoder.decode(records[i]) + ": " + json);
            }
        }
    }

    @Benchmark
    public Decoded decode() {
        return decoder.decode(records[next++ & (MESSAGES - 1)]);
    }
}
