package com.k2.sequence.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeNameTest {

    private static final String LONG = "x".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"asx", "kraken-futures", "東京", "a b", "(other)"})
    void isTheExchangeWhereThatIsShort(String exchange) {
        assertThat(ExchangeName.of(exchange)).isEqualTo(exchange);
        assertThat(ExchangeName.of(LONG + "y")).isEqualTo(LONG + "y");
    }

    @Test
    void isShortenedWithAHashOfTheWholeThatStays() {
        assertThat(ExchangeName.of("x".repeat(65)))
                .isEqualTo("x".repeat(47) + "~" + "220b234f3bf23274");
        assertThat(ExchangeName.of("x".repeat(66)))
                .hasSize(64)
                .startsWith("x".repeat(47))
                .isNotEqualTo(ExchangeName.of("x".repeat(65)));
        assertThat(ExchangeName.of("x".repeat(32_000))).hasSize(64);
    }

    @Test
    void showsNothingThatIsNotPrintable() {
        assertThat(ExchangeName.of("a\033")).startsWith("a?~").hasSize(19);
        assertThat(ExchangeName.of("a\033")).isNotEqualTo(ExchangeName.of("a\u202e"));
        assertThat(ExchangeName.of("\ud83d\udcb0".repeat(33))).hasSizeLessThanOrEqualTo(64);
        assertThat(ExchangeName.of("\ud800".repeat(64))).doesNotContain("\ud800");
    }
}
