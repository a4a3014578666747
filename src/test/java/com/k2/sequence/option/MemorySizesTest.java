package com.k2.sequence.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes are read as Flink reads them, so that a person writes both files alike. */
class MemorySizesTest {

    static Stream<String> everyUnitAsFlinkNamesIt() {
        return Stream.of(
                        "b bytes k kb kibibytes m mb mebibytes g gb gibibytes t tb tebibytes"
                                .split(" "))
                .flatMap(
                        unit ->
                                Stream.of(
                                        "3" + unit,
                                        "0 " + unit,
                                        "  90  " + unit.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @MethodSource("everyUnitAsFlinkNamesIt")
    @ValueSource(strings = {"0", "1024", "1000 kb", "1500 kb", "9223372036854775807", "8388607 t"})
    void readsWhatFlinkReads(String text) {
        long bytes = MemorySizes.parse(text);

        assertThat(bytes).isEqualTo(MemorySize.parseBytes(text));
        assertThat(MemorySizes.parse(MemorySizes.text(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1023, 1 << 10, 1000 << 10, 3 << 20, (1 << 20) + 1, 5L << 30})
    void writesWhatFlinkWrites(long bytes) {
        assertThat(MemorySizes.text(bytes)).isEqualTo(new MemorySize(bytes).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "kb",
                "big",
                "-1 kb",
                "+1 kb",
                "1.5 kb",
                "1 kb 2 kb",
                "1_000",
                "1,000 b",
                "1 kib",
                "1 p",
                "9223372036854775808",
                "8388608 t",
                "99999999999999999999 b",
                "٣ kb"
            })
    void refusesWhatFlinkRefuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MemorySize.parseBytes(text));
        assertThatIllegalArgumentException().isThrownBy(() -> MemorySizes.parse(text));
    }
}
