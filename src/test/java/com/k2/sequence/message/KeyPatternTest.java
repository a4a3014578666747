package com.k2.sequence.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.InstrumentKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As Redis takes the patterns of SCAN. */
class KeyPatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, A.B, true",
        "A*, ABC, true",
        "A*, BAC, false",
        "**B, AAB, true",
        "A?C, ABC, true",
        "A?C, AC, false",
        "A.C, ABC, false",
        "[ab]X, bX, true",
        "[ab]X, cX, false",
        "[a-c]X, cX, true",
        "[c-a]X, bX, true",
        "[^a-c]X, bX, false",
        "[^a-c]X, dX, true",
        "'[\\]]X', ']X', true",
        "'[a', a, true",
        "'[]', a, false",
        "'\\*', '*', true",
        "'\\*', 'A', false",
        "'\\', '\\', true",
        "a+(b), a+(b), true",
        "?, '\uD83D\uDE00', true"
    })
    void matchesAsRedisDoes(String pattern, String symbol, boolean matches) {
        assertThat(new KeyPattern("*", pattern).matches(new InstrumentKey("asx", symbol)))
                .isEqualTo(matches);
        assertThat(new KeyPattern(pattern, "*").matches(new InstrumentKey(symbol, "A")))
                .isEqualTo(matches);
    }
}
