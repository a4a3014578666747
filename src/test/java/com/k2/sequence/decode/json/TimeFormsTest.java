package com.k2.sequence.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.TimestampFormat;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One feed whose messages write their times in every way that venues do. */
class TimeFormsTest {

    private static final long RECORD_TIME = TestRecords.TIMESTAMP * 1_000_000;

    private static JsonMessageDecoder decoder(String format, InvalidTimestamp invalid) {
        return new JsonMessageDecoder(
                new FeedFields(
                        "asx",
                        null,
                        List.of(JsonPointer.compile("/symbol")),
                        null,
                        JsonPointer.compile("/seq"),
                        JsonPointer.compile("/time"),
                        new TimestampFormat(format),
                        invalid),
                1_000);
    }

    static List<String> lines() throws IOException {
        try (InputStream sample =
                TimeFormsTest.class.getResourceAsStream("/samples/time-forms.jsonl")) {
            return new String(sample.readAllBytes(), UTF_8).lines().toList();
        }
    }

    /** What a line's time is, as the sample says; null where nobody could know. */
    private static String read(String line) throws IOException {
        JsonNode read = new ObjectMapper().readTree(line).get("read");
        return read.isNull() ? null : read.textValue();
    }

    @Test
    void noUnreadableTimeMakesAGap() throws Exception {
        JsonMessageDecoder decoder = decoder("auto", InvalidTimestamp.RECORD_TIME);
        SequenceTracker tracker = new SequenceTracker(TrackingRule.DEFAULT);
        SequenceState state = null;

        for (String line : lines()) {
            SequencedMessage message = (SequencedMessage) decoder.decode(TestRecords.of(line));
            SequenceTransition transition = tracker.track(state, message, message.timestamp());
            state = transition.state();

            assertThat(transition.verdict().type()).as(line).isEqualTo(VerdictType.NORMAL);
        }
        assertThat(state.lastSequence()).isEqualTo(lines().size());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aTimeIsReadAsItIsMeantOrTakenFromTheRecord(String line) throws Exception {
        JsonMessageDecoder decoder = decoder("auto", InvalidTimestamp.RECORD_TIME);

        SequencedMessage message = (SequencedMessage) decoder.decode(TestRecords.of(line));

        String read = read(line);
        assertThat(message.timestamp())
                .isEqualTo(read == null ? RECORD_TIME : EpochNanos.parse(read));
        assertThat(decoder.timeProblem() == null).isEqualTo(read != null);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aTimeThatCannotBeReadIsADeadLetterByDefault(String line) throws Exception {
        Decoded decoded =
                decoder("auto", InvalidTimestamp.DEAD_LETTER).decode(TestRecords.of(line));

        assertThat(decoded instanceof SequencedMessage).isEqualTo(read(line) != null);
        if (decoded instanceof DeadLetter dead) {
            assertThat(dead.reason()).isIn(Reason.INVALID_TIMESTAMP, Reason.MISSING_FIELD);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iso                   | \"2026-09-14T06:31:08Z\"  | 2026-09-14T06:31:08Z",
                "iso                   | 1789367468                | ",
                "epoch-s               | 1789367468                | 2026-09-14T06:31:08Z",
                "epoch-s               | \"1789367468.052\"        | 2026-09-14T06:31:08.052Z",
                "epoch-s               | 1789367468052             | ",
                "epoch-s               | \"2026-09-14T06:31:08Z\"  | ",
                "epoch-ms              | 1789367468052             | 2026-09-14T06:31:08.052Z",
                "epoch-ms              | 1789367468                | ",
                "epoch-us              | 1789367468052007          | 2026-09-14T06:31:08.052007Z",
                "epoch-us              | 1.789367468052007e15      | 2026-09-14T06:31:08.052007Z",
                "epoch-ns              | 1789367468052007009       | 2026-09-14T06:31:08.052007009Z",
                "epoch-ns              | 23468052123456            | ",
                "yyyyMMdd-HH:mm:ss.SSS | \"20260914-06:31:08.052\" | 2026-09-14T06:31:08.052Z",
                "yyyyMMdd-HH:mm:ss.SSS | \"20260230-06:31:08.052\" | ",
                "yyyyMMdd-HH:mm:ss.SSS | \"20260914-06:31:08\"     | ",
                "yyyyMMdd-HH:mm:ss[.SSSSSS][.SSS] | \"20260914-06:31:08.052\" | 2026-09-14T06:31:08.052Z",
                "yyyyMMdd-HH:mm:ss[.SSSSSS][.SSS] | \"20260914-06:31:08\"     | 2026-09-14T06:31:08Z",
                "yyyyMMddHHmmssSSS     | 20260914063108052         | 2026-09-14T06:31:08.052Z",
                "uuuu-MM-dd HH:mm:ssXX | \"2026-09-14 15:31:08+0900\" | 2026-09-14T06:31:08Z",
                "EEE, dd MMM yyyy HH:mm:ss 'GMT' | \"Mon, 14 Sep 2026 06:31:08 GMT\" | 2026-09-14T06:31:08Z",
            })
    void aFormatThatIsSetIsTheOnlyOne(String format, String time, String read) {
        Decoded decoded =
                decoder(format, InvalidTimestamp.DEAD_LETTER)
                        .decode(
                                TestRecords.of(
                                        "{\"symbol\":\"BHP\",\"seq\":1,\"time\":" + time + "}"));

        if (read == null) {
            assertThat(((DeadLetter) decoded).reason()).isEqualTo(Reason.INVALID_TIMESTAMP);
        } else {
            assertThat(EpochNanos.format(((SequencedMessage) decoded).timestamp())).isEqualTo(read);
        }
    }

    @Test
    void withoutARecordTimeThereIsNone() {
        SourceRecord record = TestRecords.of("{\"symbol\":\"BHP\",\"seq\":1,\"time\":\"soon\"}");
        SourceRecord timeless =
                new SourceRecord(record.position(), -1, null, record.value(), record.headers());

        DeadLetter dead =
                (DeadLetter) decoder("auto", InvalidTimestamp.RECORD_TIME).decode(timeless);

        assertThat(dead.reason()).isEqualTo(Reason.INVALID_TIMESTAMP);
        assertThat(dead.message()).contains("-1 ms", "/time (timestamp-field)", "soon");
    }
}
