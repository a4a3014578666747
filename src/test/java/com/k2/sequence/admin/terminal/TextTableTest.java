package com.k2.sequence.admin.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.admin.terminal.TextTable.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TextTableTest {

    private final StringWriter text = new StringWriter();

    private TextTable table(Ansi ansi) {
        return new TextTable(
                new PrintWriter(text, true),
                ansi,
                List.of(Column.text("NAME"), Column.number("GAPS"), Column.text("TAIL")));
    }

    @Test
    void alignsNamesLeftAndNumbersRight() {
        TextTable table = table(Ansi.OFF);
        table.add("BHP", "1", "x");
        table.add("BTC-USD", "1,000,000", "yy");
        table.end();

        assertThat(text.toString().lines())
                .containsExactly(
                        "NAME          GAPS  TAIL",
                        "BHP              1  x",
                        "BTC-USD  1,000,000  yy");
    }

    @Test
    void printsNothingWithoutRows() {
        table(Ansi.OFF).end();

        assertThat(text.toString()).isEmpty();
    }

    @Test
    void colorsHeadingsWhereColorsAreWanted() {
        TextTable table = table(Ansi.ON);
        table.add("BHP", "1", "x");
        table.end();

        assertThat(text.toString().lines().toList().get(0)).startsWith("\033[1mNAME");
    }

    @Test
    void printsTheFirstRowsWhenThereAreEnoughToKnowTheWidths() {
        TextTable table = table(Ansi.OFF);
        for (int row = 0; row < 999; row++) {
            table.add("BHP", "1", "x");
        }
        assertThat(text.toString()).isEmpty();
        table.add("BHP", "1", "x");
        assertThat(text.toString().lines()).hasSize(1_001);

        table.add("longer than NAME", "1", "x");
        assertThat(text.toString().lines())
                .hasSize(1_002)
                .last()
                .isEqualTo("longer than NAME     1  x");
        table.end();
        assertThat(text.toString().lines()).hasSize(1_002);
    }
}
