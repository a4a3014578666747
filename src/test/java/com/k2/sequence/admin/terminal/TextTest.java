package com.k2.sequence.admin.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.999S, 0 s",
        "PT59S, 59 s",
        "PT1M, 1 min",
        "PT12M5S, 12 min 5 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h",
        "PT2H5M59S, 2 h 5 min",
        "PT24H, 1 d",
        "PT76H, 3 d 4 h",
        "PT240000H, '10,000 d'",
        "PT-90S, -1 min 30 s"
    })
    void saysAnAgeInItsTwoLargestUnits(Duration age, String text) {
        assertThat(Text.age(age)).isEqualTo(text);
    }

    @Test
    void separatesThousands() {
        assertThat(Text.number(Long.MAX_VALUE)).isEqualTo("9,223,372,036,854,775,807");
        assertThat(Text.counted(1, "row")).isEqualTo("1 row");
        assertThat(Text.counted(0, "row")).isEqualTo("0 rows");
        assertThat(Text.counted(1_000, "row")).isEqualTo("1,000 rows");
    }

    @Test
    void keepsTimesBefore1970() {
        assertThat(Text.instant(-1)).isEqualTo("1969-12-31T23:59:59.999999999Z");
        assertThat(Text.toTheSecond(Text.instant(-1))).isEqualTo("1969-12-31T23:59:59Z");
    }

    @Test
    void letsNoNameChangeTheTerminal() {
        assertThat(Text.shown("a\033[2Jb\u009b\u202ec\n")).isEqualTo("a?[2Jb??c?");
        assertThat(Text.shown("BTC-USD ü 株")).isEqualTo("BTC-USD ü 株");
        assertThat(Text.shown("")).isEqualTo("''");
    }
}
