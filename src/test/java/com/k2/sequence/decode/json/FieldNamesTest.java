package com.k2.sequence.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldNamesTest {

    @Test
    void showsWhereAMessageHasWhat() {
        assertThat(
                        of(
                                """
                                {"stream":"secret","received":1,"data":"{\\"seq\\": 101}",
                                 "deep":{"a":{"b":{"c":{"d":1}}},"list":[{"x":1}],"none":null,"empty":{}}}"""))
                .containsExactly(
                        "/stream",
                        "/received",
                        "/data (JSON inside a string)",
                        "/deep/a/b/c/...",
                        "/deep/list (an array)",
                        "/deep/none (null)");
    }

    @Test
    void staysShortAndPlainWhateverTheNamesAre() {
        String fields =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "\"" + i + "\\u001b[31m~/" + "x".repeat(100) + "\":1")
                        .collect(Collectors.joining(","));

        List<String> names = of('{' + fields + '}');

        assertThat(names).hasSize(21).last().isEqualTo("...");
        assertThat(names.get(0))
                .isEqualTo("/0?[31m~0~1" + "x".repeat(40 - "0?[31m~/".length()) + "...");
    }

    @Test
    void showsWhatCanBeRead() {
        assertThat(of("{\"a\":1,\"b\":")).containsExactly("/a");
        assertThat(of("[1]")).isEmpty();
        assertThat(of("")).isEmpty();
    }

    private static List<String> of(String json) {
        return FieldNames.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
