package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final Map<String, String> DEFAULTS = Map.of("value", "5", "out", "");

    @Test
    void whatIsGivenGoesBeforeTheDefault() {
        assertThat(Arguments.parse(DEFAULTS).number("value", 1)).isEqualTo(5);
        assertThat(value("1_000").number("value", 1)).isEqualTo(1_000);
        assertThat(value("7").all()).isEqualTo(Map.of("value", "7", "out", ""));
    }

    @Test
    void readsLists() {
        assertThat(value("1, 20_000").integers("value", 1)).containsExactly(1, 20_000);
        assertThat(value("3000000000").numbers("value", 1)).containsExactly(3_000_000_000L);
        assertThat(value("a=b; c=d=e;").pairs("value")).isEqualTo(Map.of("a", "b", "c", "d=e"));
        assertThat(Arguments.parse(DEFAULTS).pairs("out")).isEmpty();
    }

    @Test
    void aPathMayBeNone() {
        assertThat(Arguments.parse(DEFAULTS).path("out")).isNull();
        assertThat(Arguments.parse(DEFAULTS, "--out", "there").path("out"))
                .isEqualTo(Path.of("there"));
    }

    @Test
    void namesTheOptionThatIsWrong() {
        assertRefused(() -> value("0").number("value", 1));
        assertRefused(() -> value("many").number("value", 1));
        assertRefused(() -> value("3000000000").integer("value", 1));
        assertRefused(() -> value("1,").integers("value", 1));
        assertRefused(() -> value("1.5").share("value"));
        assertRefused(() -> value("a").pairs("value"));
        assertRefused(() -> value("a").oneOf("value", "b", "c"));
        assertRefused(() -> Arguments.parse(DEFAULTS, "--value"));
    }

    @Test
    void refusesAnOptionThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(DEFAULTS, "--speed", "9"))
                .withMessageContaining("--speed");
    }

    private static Arguments value(String value) {
        return Arguments.parse(DEFAULTS, "--value", value);
    }

    private static void assertRefused(ThrowingCallable reading) {
        assertThatIllegalArgumentException().isThrownBy(reading).withMessageContaining("--value");
    }
}
