package com.k2.sequence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.testing.Captures.Capture;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.State;
import com.k2.sequence.testing.IndependentReader.Verdict;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader that other tests lean on is itself held against the rule and real feeds. */
class IndependentReaderTest {

    private static final Key KEY = new Key("asx", "BHP");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final IndependentReader reader = new IndependentReader();

    @ParameterizedTest
    @CsvSource({
        "1000, 1001, NORMAL,       1001, 0, 0",
        "1000, 1003, GAP,          1003, 1, 0",
        "1000, 1000, DUPLICATE,    1000, 0, 0",
        "1000,  500, OUT_OF_ORDER, 1000, 0, 0",
        "1000,  499, RESET,         499, 0, 1",
        "1001,  500, RESET,         500, 0, 1",
        "1001,  501, OUT_OF_ORDER, 1001, 0, 0",
        "9223372036854775807, 4611686018427387903, RESET, 4611686018427387903, 0, 1",
        "9223372036854775807, 4611686018427387904, OUT_OF_ORDER, 9223372036854775807, 0, 0",
    })
    void judgesByTheLastNumber(
            BigInteger last,
            BigInteger next,
            String type,
            BigInteger lastAfter,
            int gaps,
            int resets) {
        Verdict first = read(last, 1);
        assertThat(first).isEqualTo(new Verdict("NORMAL", null, null, null, null));

        Verdict verdict = read(next, 2);

        assertThat(verdict.type()).isEqualTo(type);
        assertThat(verdict.expected()).isEqualTo(last.add(BigInteger.ONE));
        assertThat(verdict.lastTimestamp()).isEqualTo(Instant.ofEpochSecond(1));
        boolean moved = lastAfter.equals(next) && !type.equals("DUPLICATE");
        assertThat(reader.states().get(KEY))
                .isEqualTo(
                        new State(
                                lastAfter,
                                Instant.ofEpochSecond(moved ? 2 : 1),
                                gaps,
                                resets,
                                "ticks/0@2"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, MINOR",
        "9, MINOR",
        "10, LOG",
        "99, LOG",
        "100, ALERT",
        "999, ALERT",
        "1000, HALT",
    })
    void gradesAGapByItsSize(BigInteger size, String severity) {
        read(BigInteger.TEN, 1);
        Verdict verdict = read(BigInteger.valueOf(11).add(size), 2);
        assertThat(verdict.gapSize()).isEqualTo(size);
        assertThat(verdict.severity()).isEqualTo(severity);
    }

    @Test
    void countsInSamplesWhatTheirManifestSays() throws IOException {
        assertCounts(Captures.samples());
    }

    @Test
    void countsInWholeRecordingsWhatTheirManifestSays() throws IOException {
        assertCounts(Captures.assumeRecordings());
    }

    private static void assertCounts(Captures captures) throws IOException {
        assertThat(captures.normalised()).isNotEmpty();
        for (Capture capture : captures.normalised()) {
            IndependentReader fresh = new IndependentReader();
            Map<String, Long> counts = new HashMap<>();
            BigInteger missing = BigInteger.ZERO;
            for (byte[] line : capture.messages()) {
                JsonNode message = JSON.readTree(line);
                Key key = new Key(message.get("exchange").asText(), message.get("symbol").asText());
                BigInteger sequence = message.get("sequence").bigIntegerValue();
                Verdict verdict = fresh.read(key, sequence, Instant.EPOCH, "");
                counts.merge(verdict.type(), 1L, Long::sum);
                missing = verdict.gapSize() == null ? missing : missing.add(verdict.gapSize());
            }
            assertThat(counts).as(capture.file()).isEqualTo(capture.reference());
            assertThat(missing).as(capture.file()).isEqualTo(capture.missing());
            assertThat(fresh.states()).as(capture.file()).hasSize(capture.keys());
        }
    }

    private Verdict read(BigInteger sequence, int second) {
        return reader.read(KEY, sequence, Instant.ofEpochSecond(second), "ticks/0@" + second);
    }
}
