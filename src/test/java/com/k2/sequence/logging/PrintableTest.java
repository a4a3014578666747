package com.k2.sequence.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

    @ParameterizedTest
    @CsvSource({
        "'\033[2J\033]0;title\007',          '?[2J?]0;title?'",
        "'\u009b31m',                        '?31m'",
        "'a\177b\0c\rd',                     'a?b?c?d'",
        "'\u202egpj.exe',                    '?gpj.exe'",
        "'a\u2066b\u2069c\u200fd\u061ce',    'a?b?c?d?e'",
        "'B\u200bTC\u2060\ufeff\u00ad',      'B?TC???'",
        "'a\u2028b\u2029c\u0085d',           'a?b?c?d'",
        "'\ud800a\udc00',                    '?a?'",
        "'\uDB40\uDC41',                     '?'",
        "'\uffff\ue000',                     '??'",
        "'BTC-USD ü 株 \uD83D\uDCB0',        'BTC-USD ü 株 \uD83D\uDCB0'",
    })
    void showsWhatIsHarmlessAlone(String text, String shown) {
        assertThat(Printable.line(text)).isEqualTo(shown);
    }

    @Test
    void keepsLinesOnlyWhereTheyAreExpected() {
        assertThat(Printable.line("a\n\tb")).isEqualTo("a??b");
        assertThat(Printable.lines("a\n\tb\r\033")).isEqualTo("a\n\tb??");
    }

    @Test
    void doesNotCopyWhatIsClean() {
        String clean = "BHP on asx";

        assertThat(Printable.line(clean)).isSameAs(clean);
    }

    @Test
    void noCharacterThatControlsOrReordersIsLeft() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .forEach(
                        character -> {
                            String shown = Printable.line(Character.toString(character));
                            int type = Character.getType(shown.codePointAt(0));
                            assertThat(type)
                                    .as("U+%X", character)
                                    .isNotIn(
                                            (int) Character.CONTROL,
                                            (int) Character.FORMAT,
                                            (int) Character.SURROGATE);
                        });
    }

    @Test
    void aStreamCleansWhateverWayItIsPrintedTo() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = Printable.stream(new PrintStream(bytes, true, UTF_8));

        stream.print("\033");
        stream.println("\033");
        stream.print('\033');
        stream.println('\033');
        stream.print("\033".toCharArray());
        stream.println((Object) "\033");
        stream.printf("%s %s%n", "\033", "\u202e");
        stream.append("\033").append('\033').append("x\033", 1, 2);
        new IllegalStateException("\033").printStackTrace(stream);

        assertThat(bytes.toString(UTF_8)).doesNotContain("\033", "\u202e").contains("?");
    }
}
