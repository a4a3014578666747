package com.k2.sequence.flow.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.k2.sequence.decode.field.Utf8Decoder;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceEventSerializerTest {

    private static final SequenceVerdict GAP =
            new SequenceVerdict(VerdictType.GAP, 1002, 3, GapSeverity.MINOR);

    private final SequenceEventSerializer serializer = new SequenceEventSerializer("gaps");

    private static SequenceEvent event(String exchange, String symbol, SequenceVerdict verdict) {
        return event(exchange, symbol, verdict, TestRecords.POSITION);
    }

    private static SequenceEvent event(
            String exchange, String symbol, SequenceVerdict verdict, SourcePosition position) {
        return new SequenceEvent(
                new InstrumentKey(exchange, symbol),
                verdict,
                1005,
                EpochNanos.parse("2026-01-11T10:00:00.127483Z"),
                EpochNanos.parse("2026-01-11T10:00:00.127299Z"),
                position);
    }

    private ProducerRecord<byte[], byte[]> serialize(SequenceEvent event) {
        return serializer.serialize(event, null, 5L);
    }

    private String jsonOf(SequenceEvent event) {
        return new String(serialize(event).value(), UTF_8);
    }

    @Test
    void saysOnAGapThatRetentionMayBeItsCause() {
        SourcePosition position = TestRecords.POSITION;
        SourcePosition behindALoss =
                new SourcePosition(position.source().withLossBefore(40), position.offset());

        assertThat(jsonOf(event("asx", "BHP", GAP, behindALoss)))
                .contains("\"severity\":\"MINOR\",\"cause\":\"retention\",\"timestamp\"")
                .contains(
                        "\"source\":{\"topic\":\"market.ticks.asx\",\"partition\":0,\"offset\":42}");
        assertThat(jsonOf(event("asx", "BHP", GAP, behindALoss.withoutLoss())))
                .isEqualTo(jsonOf(event("asx", "BHP", GAP)));
        assertThat(
                        jsonOf(
                                event(
                                        "asx",
                                        "BHP",
                                        SequenceVerdict.of(VerdictType.DUPLICATE, 1),
                                        behindALoss)))
                .doesNotContain("cause");
    }

    @Test
    void writesTheContractsExample() {
        ProducerRecord<byte[], byte[]> out = serialize(event("asx", "BHP", GAP));

        assertThat(new String(out.value(), UTF_8))
                .isEqualTo(
                        """
                        {"event_type":"GAP","exchange":"asx","symbol":"BHP","expected_sequence":1002,\
                        "actual_sequence":1005,"gap_size":3,"severity":"MINOR",\
                        "timestamp":"2026-01-11T10:00:00.127483Z",\
                        "last_timestamp":"2026-01-11T10:00:00.127299Z",\
                        "source":{"topic":"market.ticks.asx","partition":0,"offset":42}}""");
        assertThat(out.topic()).isEqualTo("gaps");
        assertThat(out.key()).isEqualTo("asx.BHP".getBytes(UTF_8));
        assertThat(out.partition()).isNull();
        assertThat(out.timestamp()).as("left to Kafka").isNull();
        assertThat(out.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"RESET", "DUPLICATE", "OUT_OF_ORDER"})
    void leavesSizeAndSeverityToGaps(VerdictType type) {
        assertThat(jsonOf(event("asx", "BHP", SequenceVerdict.of(type, 7))))
                .startsWith("{\"event_type\":\"" + type + "\",")
                .contains("\"expected_sequence\":7,\"actual_sequence\":1005,\"timestamp\":")
                .doesNotContain("gap_size", "severity");
    }

    @Test
    void writesNullWhereNothingWasExpected() {
        assertThat(
                        jsonOf(
                                event(
                                        "asx",
                                        "BHP",
                                        SequenceVerdict.of(
                                                VerdictType.DUPLICATE, SequenceVerdict.NONE))))
                .contains("\"expected_sequence\":null,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a\"b\\c        | a\\\"b\\\\c",
                "`\n\u0001\u001f` | \\n\\u0001\\u001F",
                "a:b%c{d} e     | a:b%c{d} e",
                "币安人生USDT   | 币安人生USDT",
                "😀             | 😀",
            })
    void escapesWhatJsonMustHaveEscaped(String symbol, String json) {
        assertThat(jsonOf(event("x", symbol, GAP))).contains("\"symbol\":\"" + json + "\",");
    }

    @Test
    void escapesHalfASurrogatePair() {
        ProducerRecord<byte[], byte[]> out = serialize(event("ä", "a\ud83d", GAP));

        assertThat(new String(out.value(), UTF_8))
                .contains("\"exchange\":\"ä\",\"symbol\":\"a\\uD83D\",");
        assertThat(out.key()).isEqualTo("ä.a?".getBytes(UTF_8));
    }

    @Test
    void writesLongNames() {
        String symbol = "x😀".repeat(8_000);

        assertThat(jsonOf(event("x", symbol, GAP))).contains("\"symbol\":\"" + symbol + "\",");
    }

    @Property
    void writesAnyNamesSoThatTheyAreReadBack(@ForAll String exchange, @ForAll String symbol)
            throws IOException {
        SequenceEvent event = event(exchange, symbol, GAP);
        byte[] json = serialize(event).value();

        assertThat((CharSequence) new Utf8Decoder().decode(json)).isNotNull();
        assertThat(serialize(event).value()).isEqualTo(json);
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if ("exchange".equals(parser.currentName())) {
                    assertThat(parser.nextTextValue()).isEqualTo(exchange);
                } else if ("symbol".equals(parser.currentName())) {
                    assertThat(parser.nextTextValue()).isEqualTo(symbol);
                }
            }
        }
    }
}
