package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.admin.rows.RowJson;
import com.k2.sequence.admin.terminal.Terminal;
import com.k2.sequence.admin.terminal.TextTable;
import com.k2.sequence.admin.terminal.TextTable.Column;
import com.k2.sequence.redis.rows.KeyReceipt;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Text from messages, Redis and errors, as the command line prints it. */
class HostileTextTest {

    private static final String HOSTILE = "\033[2J\u009b\177\u202e\u200b\r";
    private static final InstrumentKey KEY = new InstrumentKey("a" + HOSTILE, "b" + HOSTILE);

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed, true);

    private void assertHarmless() {
        assertThat(printed.toString()).isNotEmpty();
        assertThat(printed.toString().codePoints().filter(c -> c != '\n').boxed())
                .allSatisfy(
                        c ->
                                assertThat(Character.getType(c))
                                        .isNotIn((int) Character.CONTROL, (int) Character.FORMAT));
    }

    @Test
    void inCellsOfATable() {
        TextTable table =
                new TextTable(out, Ansi.OFF, List.of(Column.text("ONE"), Column.number("TWO")));
        table.add(HOSTILE, HOSTILE);
        table.end();

        assertHarmless();
    }

    @Test
    void inJson() {
        new RowJson(out).object(json -> RowJson.writeKey(json, KEY));

        assertHarmless();
        assertThat(printed.toString()).contains("\\u007F").containsIgnoringCase("\\u202e");
    }

    @Test
    void inTheOutcomeOfACommand() {
        new KeyOutcome(KEY, 5L, HOSTILE, new KeyReceipt("APPLIED", HOSTILE, "5", HOSTILE, HOSTILE))
                .print(out);

        assertHarmless();
    }

    @Test
    void inErrors() {
        CommandLine command = SequenceTrackerCli.commandLine(Terminal.none()).setErr(out);

        Failures.failed(new StoreException(HOSTILE, OutageReason.REFUSED, null), command, null);
        Failures.failed(new IllegalStateException(HOSTILE), command, null);
        command.execute("list" + HOSTILE);
        command.execute("list", "--" + HOSTILE);

        assertHarmless();
    }
}
