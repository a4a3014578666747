package com.k2.sequence.benchmark.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import com.k2.sequence.decode.compression.Compression;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.NumberFields;
import com.k2.sequence.decode.field.RecordShape;
import com.k2.sequence.decode.field.TimestampFormat;
import com.k2.sequence.decode.json.JsonRecordDecoder;
import com.k2.sequence.decode.path.Condition;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.DecodedBatch;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
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

/** A record decoded of a feed that asks for more than plain pointers; instruments take turns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordDecodingBenchmark {

    private static final int RECORDS = 1 << 12;
    private static final int INSTRUMENTS = 1_000;
    private static final int MAX_RECORD_BYTES = 1_000_000;

    private static final String FLAT_TEXT =
            """
            {"exchange":"x","symbol":"S%05d","sequence":%d,"timestamp":"2026-01-11T10:00:00.%06dZ",\
            "type":"trade","price":101.25,"size":300,"side":"BUY","conditions":["auto","odd"]}""";

    private static final String ELEMENT =
            "{\"id\":%2$d,\"ts\":\"1768125600%3$06d\",\"px\":\"1.5\"}";

    /** The shapes of records. */
    public enum Shape {
        /** As the flat one of {@link DecodingBenchmark}, with a condition. */
        FLAT_WHERE(FLAT_TEXT, "/symbol", "/sequence", "/timestamp", "/type = trade"),

        /** One message that lies in an array. */
        ONE_OF_ARRAY(
                "{\"arg\":{\"channel\":\"books\",\"instId\":\"S%05d\"},\"data\":[" + ELEMENT + "]}",
                "/arg/instId",
                "/data/*/id",
                "/data/*/ts",
                "/arg/channel = books"),

        /** Ten messages. */
        TEN_OF_ARRAY(
                "{\"arg\":{\"channel\":\"books\",\"instId\":\"S%1$05d\"},\"data\":["
                        + (ELEMENT + ",").repeat(9)
                        + ELEMENT
                        + "]}",
                "/arg/instId",
                "/data/*/id",
                "/data/*/ts",
                null),

        /** A number at the end of an array. */
        FROM_END(
                "[\"S%05d\",[[101.24,300],[101.23,1200]],%d,1768125600%06d]",
                "/0", "/-2", "/-1", null),

        /** JSON in a string. */
        IN_STRING(
                "{\"stream\":\"S%05d\",\"data\":\"{\\\"id\\\":%d,\\\"ts\\\":\\\"1768125600%06d\\\","
                        + "\\\"px\\\":\\\"1.5\\\"}\"}",
                "/stream", "/data!/id", "/data!/ts", null),

        GZIP(FLAT_TEXT, "/symbol", "/sequence", "/timestamp", null) {
            @Override
            byte[] bytes(byte[] json) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                    out.write(json);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return bytes.toByteArray();
            }
        },

        ZSTD(FLAT_TEXT, "/symbol", "/sequence", "/timestamp", null) {
            @Override
            byte[] bytes(byte[] json) {
                return Zstd.compress(json);
            }
        };

        private final String format;
        private final FeedFields fields;

        Shape(String format, String symbol, String sequence, String timestamp, String where) {
            this.format = format;
            Compression compression =
                    name().equals("GZIP")
                            ? Compression.GZIP
                            : name().equals("ZSTD") ? Compression.ZSTD : Compression.NONE;
            this.fields =
                    new FeedFields(
                            "venue",
                            null,
                            List.of(RecordPointer.parse("symbol-field", symbol)),
                            null,
                            RecordPointer.parse("sequence-field", sequence),
                            RecordPointer.parse("timestamp-field", timestamp),
                            TimestampFormat.AUTO,
                            InvalidTimestamp.DEAD_LETTER,
                            0,
                            new RecordShape(
                                    where == null ? null : Condition.parse("where", where),
                                    compression,
                                    1_000),
                            NumberFields.PLAIN);
        }

        byte[] bytes(byte[] json) {
            return json;
        }
    }

    @Param private Shape shape;

    private final SourceRecord[] records = new SourceRecord[RECORDS];
    private JsonRecordDecoder decoder;
    private int next;

    /** Writes the records, and makes sure that they can be read. */
    @Setup
    public void setUp() {
        decoder = new JsonRecordDecoder(shape.fields, MAX_RECORD_BYTES);
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < RECORDS; i++) {
            String json =
                    String.format(Locale.ROOT, shape.format, i % INSTRUMENTS, 1_000_000 + i, i);
            records[i] =
                    new SourceRecord(
                            new SourcePosition("ticks", 0, i),
                            1_768_125_600_000L,
                            null,
                            shape.bytes(json.getBytes(UTF_8)),
                            headers);
            Decoded decoded = decoder.decode(records[i]);
            if (!(decoded instanceof SequencedMessage || decoded instanceof DecodedBatch)) {
                throw new IllegalStateException(decoded + ": " + json);
            }
        }
    }

    @Benchmark
    public Decoded decode() {
        return decoder.decode(records[next++ & (RECORDS - 1)]);
    }
}
