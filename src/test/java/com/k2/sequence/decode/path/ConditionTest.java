package com.k2.sequence.decode.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.decode.path.Condition.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    private static final String OPTION = "source.a.where";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/arg/channel = books",
                "/a != b",
                "/a in (b, c)",
                "/a in (b)",
                "/a present",
                "/a/* absent",
                "/a = b and @key != c and /d!/e present and @header/x in (1, 2)",
                "/a = \"b c\"",
                "/a = \"\"",
                "/a = \"b\\\"c\\\\ d\"",
                "/a in (\"b,c\", \")\")",
                "\"/a b/c=d\" = e",
                "/a = and and /b = present",
                "/a = =b",
                "/a != /b"
            })
    void isWrittenAsItIsRead(String text) {
        Condition condition = Condition.parse(OPTION, text);

        assertThat(condition).hasToString(text);
        assertThat(Condition.parse(OPTION, condition.toString())).isEqualTo(condition);
    }

    @Test
    void takesSpacesAndCaseAsTheyCome() {
        assertThat(Condition.parse(OPTION, " /a=b  AND /c!=\"d\" and\t/e IN(f,g , h) and /p!/q=1 "))
                .hasToString("/a = b and /c != d and /e in (f, g, h) and /p!/q = 1");
    }

    @Test
    void readsOperatorsAndValues() {
        Condition condition = Condition.parse(OPTION, "/a in (1e3, \"x y\") and /b absent");

        assertThat(condition.comparisons())
                .extracting(Condition.Comparison::operator)
                .containsExactly(Operator.IN, Operator.ABSENT);
        assertThat(condition.comparisons().get(0).values()).containsExactly("1e3", "x y");
        assertThat(condition.pointers())
                .extracting(RecordPointer::toString)
                .containsExactly("/a", "/b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; ends where a pointer must come",
                "/a; must come =, !=, in (a, b), present or absent, not the end",
                "/a > 5; must come =, !=, in (a, b), present or absent, not \"> 5\"",
                "/a like b; not \"like b\"",
                "/a =; a value must come at the end",
                "/a = b or /c = d; 'or' is not known",
                "/a = b /c = d; 'and' must come before \"/c = d\"",
                "/a = b c; 'and' must come before \"c\"",
                "/a = b and; ends where a pointer must come",
                "/a in b; '(' must come before \"b\"",
                "/a in (; a value must come at the end",
                "/a in (); a value must come before \")\"",
                "/a in (b; ')' must come at the end",
                "/a in (b c); ')' must come before \"c)\"",
                "/a in (b,); a value must come before \")\"",
                "/a = \"b; are not closed",
                "= b; a pointer must come before the comparison",
                "a = b; it must be a JSON Pointer",
                "@time = b; there are @key",
                "/a! = b; must be followed by a step"
            })
    void refusesWhatIsNoCondition(String text, String problem) {
        assertThatThrownBy(() -> Condition.parse(OPTION, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(OPTION)
                .hasMessageContaining(problem);
    }
}
