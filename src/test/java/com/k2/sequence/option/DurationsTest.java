package com.k2.sequence.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations are read as Flink reads them, so that a person writes both files alike. */
class DurationsTest {

    static Stream<String> everyUnitAsFlinkNamesIt() {
        return Stream.of(
                        "d day days h hour hours min m minute minutes s sec secs second seconds ms"
                                + " milli millis millisecond milliseconds µs micro micros"
                                + " microsecond microseconds ns nano nanos nanosecond nanoseconds")
                .flatMap(units -> Stream.of(units.split(" ")))
                .flatMap(unit -> Stream.of("3" + unit, "0 " + unit, "  90  " + capital(unit)));
    }

    /** But for the micro sign, whose capital is a Greek letter. */
    private static String capital(String unit) {
        return unit.startsWith("µ") ? unit : unit.toUpperCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("everyUnitAsFlinkNamesIt")
    @ValueSource(
            strings = {
                "7",
                "PT1H30M",
                "p1d",
                "PT0.001S",
                "106751991167300 d",
                "9223372036854775807 s",
                "9223372036854775807999 ms",
                "99999999999999999999 ns",
                "1\tmin"
            })
    void readsWhatFlinkReads(String text) {
        Duration duration = Durations.parse(text);

        assertThat(duration).isEqualTo(TimeUtils.parseDuration(text));
        assertThat(Durations.text(duration)).isEqualTo(TimeUtils.formatWithHighestUnit(duration));
        assertThat(Durations.parse(Durations.text(duration))).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s",
                "7 dayz",
                "fast",
                "-1 s",
                "+1 s",
                "1.5 s",
                "1 s 2 s",
                "1_000 ms",
                "1,000 ms",
                "-PT1H",
                "PT-1H",
                "P1Y",
                "9223372036854775808 s",
                "106751991167301 d",
                "1 µ",
                "٣ s",
                "1 w"
            })
    void refusesWhatFlinkRefuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeUtils.parseDuration(text));
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }
}
