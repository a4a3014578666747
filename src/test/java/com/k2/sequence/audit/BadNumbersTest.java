package com.k2.sequence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.RecordedFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages whose numbers can't be right become dead letters; those beside them are unharmed. */
class BadNumbersTest {

    private static final String INVALID = "DEAD_LETTER invalid-sequence";

    private static List<String> verdicts(Map<String, String> options, String... lines) {
        Map<String, String> all = new HashMap<>(options);
        all.put("exchange", "venue");
        all.putIfAbsent("symbol-field", "/s");
        all.putIfAbsent("sequence-field", "/n");
        return RecordedFeed.of(all)
                .verdicts(
                        List.of(lines).stream()
                                .map(line -> line.replace('\'', '"'))
                                .collect(Collectors.toCollection(ArrayList::new)));
    }

    @Test
    void aCountThatLeadsPastTheLargestNumber() {
        assertThat(
                        verdicts(
                                Map.of("count-field", "/c"),
                                "{'s':'A','n':1,'c':9223372036854775807}",
                                "{'s':'B','n':2,'c':9223372036854775807}",
                                "{'s':'B','n':9223372036854775807,'c':1}",
                                "{'s':'B','n':1,'c':-1}",
                                "{'s':'B','n':1,'c':1.5}"))
                .containsExactly("NORMAL", INVALID, "NORMAL", INVALID, INVALID);
    }

    @Test
    void aCountOfMoreThanHalfACycle() {
        assertThat(
                        verdicts(
                                Map.of("count-field", "/c", "modulus", "256"),
                                "{'s':'A','n':250,'c':129}",
                                "{'s':'A','n':123,'c':130}",
                                "{'s':'A','n':122,'c':2}"))
                .containsExactly("NORMAL", INVALID, "NORMAL");
    }

    @Test
    void aFirstNumberAboveTheLast() {
        assertThat(
                        verdicts(
                                Map.of("first-field", "/f"),
                                "{'s':'A','f':5,'n':9}",
                                "{'s':'A','f':11,'n':10}",
                                "{'s':'A','f':10,'n':10}"))
                .containsExactly("NORMAL", INVALID, "NORMAL");
    }

    @Test
    void aNumberOutsideTheCycle() {
        assertThat(
                        verdicts(
                                Map.of("modulus", "256", "wraps-to", "1"),
                                "{'s':'A','n':255}",
                                "{'s':'A','n':256}",
                                "{'s':'A','n':0}",
                                "{'s':'A','n':1}"))
                .containsExactly("NORMAL", INVALID, INVALID, "NORMAL");
    }

    @Test
    void aPreviousNumberThatIsAbsurd() {
        assertThat(
                        verdicts(
                                Map.of(
                                        "scheme", "chained",
                                        "previous-field", "/p",
                                        "gap-memory", "8"),
                                "{'s':'A','p':1,'n':2}",
                                "{'s':'A','p':1e30,'n':3}",
                                "{'s':'A','p':99999999999999999999,'n':3}",
                                "{'s':'A','p':-9223372036854775808,'n':3}",
                                "{'s':'A','p':{},'n':3}",
                                "{'s':'A','p':2,'n':3}",
                                "{'s':'A','p':9223372036854775807,'n':5}",
                                "{'s':'A','p':5,'n':6}"))
                .containsExactly(
                        "NORMAL", INVALID, INVALID, INVALID, INVALID, "NORMAL", "GAP ?", "NORMAL");
    }

    @Test
    void anEpochOfTenThousandBytes() {
        assertThat(
                        verdicts(
                                Map.of("epoch-field", "/e"),
                                "{'s':'A','e':'one','n':1}",
                                "{'s':'A','e':'" + "x".repeat(10_240) + "','n':2}",
                                "{'s':'A','e':'" + "€".repeat(100) + "','n':2}",
                                "{'s':'A','e':[],'n':2}",
                                "{'s':'A','e':'one','n':2}",
                                "{'s':'A','e':2,'n':2}"))
                .containsExactly(
                        "NORMAL",
                        "DEAD_LETTER too-large",
                        "DEAD_LETTER too-large",
                        INVALID,
                        "NORMAL",
                        "RESET epoch");
    }

    @Test
    void elementsOfDifferentKinds() {
        assertThat(
                        verdicts(
                                Map.of("symbol-field", "/*/s", "sequence-field", "/*/n"),
                                "[{'s':'A','n':1},7,null,'x',[{'s':'A','n':2}],{'s':'A','n':'2'},"
                                        + "{'s':'A','n':-3},{'s':'A','n':3}]"))
                .containsExactly(
                        "NORMAL + UNSEQUENCED + UNSEQUENCED + UNSEQUENCED + UNSEQUENCED + NORMAL + "
                                + INVALID
                                + " + NORMAL");
    }

    @Test
    void tenThousandElements() {
        String many =
                IntStream.range(0, 10_000)
                        .mapToObj(n -> "{'s':'A','n':" + n + "}")
                        .collect(Collectors.joining(",", "[", "]"));

        assertThat(
                        verdicts(
                                Map.of("symbol-field", "/*/s", "sequence-field", "/*/n"),
                                "[{'s':'A','n':0}]",
                                many,
                                "[{'s':'A','n':1}]"))
                .containsExactly("NORMAL", "DEAD_LETTER too-large", "NORMAL");
    }
}
