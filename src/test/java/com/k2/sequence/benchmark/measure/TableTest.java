package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsAsMarkdownDoes() {
        String table =
                new Table("variant", "rate").row("a", "1,000").row("longer one", "7").toString();

        assertThat(table)
                .isEqualTo(
                        """
                        | variant    |  rate |
                        |------------|------:|
                        | a          | 1,000 |
                        | longer one |     7 |
                        """);
    }

    @Test
    void refusesARowOfAnotherWidth() {
        Table table = new Table("variant", "rate");

        assertThatThrownBy(() -> table.row("a")).hasMessageContaining("1 cells");
    }
}
