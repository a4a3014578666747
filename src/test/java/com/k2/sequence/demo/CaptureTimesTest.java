package com.k2.sequence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.tracking.EpochNanos;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureTimesTest {

    private static final long FROM = EpochNanos.parse("2026-01-11T10:00:00.250Z");
    private static final CaptureTimes TIMES =
            new CaptureTimes(
                    JsonPointer.compile("/data/t"),
                    FROM,
                    EpochNanos.parse("2026-03-01T12:00:07.900Z"));

    /** By 49 days, 2 hours and 7 seconds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1768125600250        | 1772366407250",
                "\"1768125600250\"    | \"1772366407250\"",
                "1768125600.25        | 1772366407.25",
                "1768125600250000     | 1772366407250000",
                "1768125600250000000  | 1772366407250000000",
                "\"2026-01-11T10:00:00.250Z\" | \"2026-03-01T12:00:07.250Z\"",
                "\"2026-01-11T21:00:00.250+11:00\" | \"2026-03-01T12:00:07.250Z\"",
            })
    void movesATimeAsItIsWritten(String written, String moved) {
        assertThat(EpochNanos.format(TIMES.moved(FROM))).isEqualTo("2026-03-01T12:00:07.250Z");
        String before = "{\"t\":1,\"data\":{\"s\":\"é\",\"t\": ";
        String after = ",\"p\":\"1.50\"},\"e\":[1]}";
        assertThat(moved(before + written + after)).isEqualTo(before + moved + after);
    }

    @Test
    void leavesWhatItDoesNotKnow() {
        for (String message :
                new String[] {"{\"data\":{\"t\":20260111}}", "{\"data\":{}}", "{", "[]", ""}) {
            assertThat(moved(message)).isEqualTo(message);
        }
    }

    private static String moved(String message) {
        return new String(
                TIMES.moved(message.getBytes(StandardCharsets.UTF_8), FROM),
                StandardCharsets.UTF_8);
    }
}
