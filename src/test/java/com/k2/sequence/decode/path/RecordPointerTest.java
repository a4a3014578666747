package com.k2.sequence.decode.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPointerTest {

    private static final String OPTION = "source.a.symbol-field";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "/a/b/0",
                "/",
                "/a//b",
                "/a~1b/c~0d/e~2/f~3g",
                "/data/*/id",
                "/*/seq",
                "/0",
                "/data/-1/id",
                "/payload!/seq",
                "/a!/b!/-2/*/c",
                "/data/*!/seq",
                "!/seq",
                "@key",
                "@topic",
                "@partition",
                "@header/a/b",
                "/a|/b/*/c|@key"
            })
    void isWrittenAsItIsRead(String text) {
        RecordPointer pointer = RecordPointer.parseAlternatives(OPTION, text);

        assertThat(pointer).hasToString(text);
        assertThat(RecordPointer.parseAlternatives(OPTION, pointer.toString())).isEqualTo(pointer);
    }

    @Test
    void isEqualHoweverItWasWritten() {
        assertThat(RecordPointer.parseAlternatives(OPTION, "/a | /b|/a"))
                .isEqualTo(RecordPointer.parseAlternatives(OPTION, "/a|/b"));
        assertThat(RecordPointer.parse(OPTION, "/a|b")).hasToString("/a~3b");
    }

    @ParameterizedTest
    @CsvSource({
        "/a, true, false",
        "/0, true, true",
        "/01, true, false",
        "/-0, true, false",
        "/-1, false, true",
        "/*/a, false, true",
        "/a/*, false, false",
        "!/0, false, false",
        "/a!/0, false, false",
        "@key, false, false",
        "/a|/0, false, true"
    })
    void knowsWhetherTheShortWayReadsIt(String text, boolean plain, boolean array) {
        RecordPointer pointer = RecordPointer.parseAlternatives(OPTION, text);

        assertThat(pointer.isPlain()).isEqualTo(plain);
        assertThat(pointer.mayStartInArray()).isEqualTo(array);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; an empty pointer is the whole record",
                "a; it must be a JSON Pointer such as",
                "/a~; after '~' must come 0",
                "/a~4; after '~' must come 0",
                "/a!; must be followed by a step",
                "!; it must be a JSON Pointer",
                "/a!/b!/c!/d!/e!/f; goes into strings 5 times",
                "/-1001; must be -1 to -1000",
                "@offset; there are @key, @topic, @partition, @header/NAME",
                "@header/; there are @key",
                "@header; there are @key",
            })
    void refusesWhatIsNoPointer(String text, String problem) {
        assertThatThrownBy(() -> RecordPointer.parse(OPTION, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(OPTION)
                .hasMessageContaining('"' + text + '"')
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a|b", "/a|", "|/a", "/a||/b"})
    void refusesAlternativesThatAreNoPointers(String text) {
        assertThatThrownBy(() -> RecordPointer.parseAlternatives(OPTION, text))
                .hasMessageContaining(OPTION)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/*/x, /b/*/y",
        "/a/*/x, /a!/*/y",
        "/a/*/b/*/x, /a/*/c/*/y",
        "/a/*/b/*/x, /a/0/b/*/y",
        "/a/0/*/x, /a/-1/*/y"
    })
    void refusesElementsOfDifferentArrays(String one, String other) {
        assertThatThrownBy(() -> plan("/z", one, "/y", other))
                .hasMessageContaining("different arrays")
                .hasMessageContaining(one)
                .hasMessageContaining(other);
        assertThatThrownBy(() -> plan(other, one)).hasMessageContaining("different arrays");
    }

    @Test
    void takesArraysInsideOneAnother() {
        assertThat(plan("/a/*/b/*/x", "/a/*/y", "/z", "/a/*!/w").readsElements()).isTrue();
        assertThat(plan("/a/0/x", "@key").readsElements()).isFalse();
    }

    private static RecordPlan plan(String... pointers) {
        return new RecordPlan(
                List.of(pointers).stream().map(p -> RecordPointer.parse(OPTION, p)).toList());
    }
}
