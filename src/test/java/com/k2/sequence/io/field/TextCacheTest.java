package com.k2.sequence.io.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.InstrumentKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextCacheTest {

    private final TextCache texts = new TextCache();
    private final InstrumentCache instruments = new InstrumentCache();

    private String get(String text) {
        return texts.get(("x" + text + "y").toCharArray(), 1, text.length());
    }

    @Property
    void givesTheTextAskedFor(@ForAll String text) {
        assertThat(get(text)).isEqualTo(text);
    }

    @Test
    void givesTheSameStringAgain() {
        assertThat(get("BHP")).isSameAs(get("BHP"));
    }

    @Test
    void tellsTextsOfOneHashApart() {
        assertThat(get("Aa")).isEqualTo("Aa");
        assertThat(get("BB")).isEqualTo("BB");
        assertThat(instruments.get("Aa", "BB")).isEqualTo(new InstrumentKey("Aa", "BB"));
        assertThat(instruments.get("BB", "Aa")).isEqualTo(new InstrumentKey("BB", "Aa"));
        assertThat(instruments.get("Aa", "Aa")).isEqualTo(new InstrumentKey("Aa", "Aa"));
    }

    @Test
    void keepsNoLongTexts() {
        String text = "x".repeat(100);

        assertThat(get(text)).isEqualTo(text).isNotSameAs(get(text));
    }

    @Test
    void isRightWithMoreTextsThanItHolds() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(get("symbol" + i)).isEqualTo("symbol" + i);
        }
    }
}
