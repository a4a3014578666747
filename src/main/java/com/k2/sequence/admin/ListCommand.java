package com.k2.sequence.admin;

import com.k2.sequence.admin.rows.RowFilter;
import com.k2.sequence.admin.rows.RowJson;
import com.k2.sequence.admin.rows.RowOrder;
import com.k2.sequence.admin.rows.RowTable;
import com.k2.sequence.admin.rows.RowTotals;
import com.k2.sequence.admin.rows.TopRows;
import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.admin.terminal.TextTable;
import com.k2.sequence.admin.terminal.TextTable.Column;
import com.k2.sequence.redis.rows.FoundRow;
import com.k2.sequence.redis.rows.RedisRow;
import com.k2.sequence.redis.rows.RedisRows;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Lists rows. */
@Command(
        name = "list",
        description = {
            "Lists keys with their last number, gaps, resets and silence.",
            "",
            "Goes once through all keys by SCAN, a thousand a round trip, and keeps no more of them than"
                    + " it is to show, so memory stays the same however many there are. Only with"
                    + " --limit 0 and an order does it keep them all: about 450 bytes each, a million"
                    + " in SEQUENCE_TRACKER_JAVA_OPTS=-Xmx512m.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sequence-tracker list --sort silence --exchange asx",
            "  sequence-tracker list --silent-for '5 min' --limit 0",
            "  sequence-tracker list --min-gaps 1 --limit 0 --json | jq -r .symbol",
            "",
            "--json prints one object a line: exchange, symbol, last_seq and last_ts (null where the"
                    + " key was cleared), gap_count, reset_count, position; where the larger rule has"
                    + " something of it also epoch, open_gaps, missing and the other fields of the"
                    + " row. Numbers are exact up to 2^63 - 1. The table shows epoch, missing and"
                    + " open gaps where a row has them, but not with --sort none."
        })
final class ListCommand extends ConnectedCommand {

    private static final int ROWS_BETWEEN_CHECKS = 1_000;

    @Mixin private RowFilter filter = new RowFilter();

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            defaultValue = "gaps",
            description =
                    "What comes first: ${COMPLETION-CANDIDATES}; 'none' prints rows as they come."
                            + " Default: ${DEFAULT-VALUE}.")
    private RowOrder order;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "Shows at most so many; 0: all. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "For programs: one JSON object a line.")
    private boolean json;

    @Option(
            names = "--unreadable",
            description =
                    "Instead, reads every row as strictly as the job does, and lists those that can't"
                            + " be read, and why; the job replaces each at its key's next message.")
    private boolean unreadable;

    private final RowTotals totals = new RowTotals();
    private final Instant now = Instant.now();
    private long shown;

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new ParameterException(spec().commandLine(), "--limit is from 0, not " + limit);
        }
        try (RedisRows rows = RedisRows.open(options().redis())) {
            if (unreadable) {
                listUnreadable(rows);
            } else if (order == RowOrder.NONE) {
                listAsTheyCome(rows);
            } else {
                listInOrder(rows);
            }
        }
        tellTotals();
        return ExitCode.OK;
    }

    private void listUnreadable(RedisRows rows) {
        RowJson objects = new RowJson(out());
        TextTable table =
                new TextTable(out(), ansi(), List.of(Column.text("KEY"), Column.text("REASON")));
        rows.forEachWhole(
                filter.pattern(),
                found -> {
                    if (found.isReadable()) {
                        totals.add(found.row());
                        return;
                    }
                    totals.addUnreadable();
                    if (limit == 0 || shown < limit) {
                        shown++;
                        if (json) {
                            objects.unreadable(found);
                        } else {
                            table.add(Text.shown(found.redisKey()), Text.shown(found.unreadable()));
                        }
                    }
                });
        table.end();
    }

    private void listAsTheyCome(RedisRows rows) {
        RowTable table = new RowTable(out(), ansi(), now, List.of());
        Consumer<RedisRow> printer = json ? new RowJson(out())::row : table::add;
        forEach(
                rows,
                row -> {
                    if (limit == 0 || shown < limit) {
                        shown++;
                        printer.accept(row);
                        throwIfNobodyReads();
                    }
                });
        table.end();
    }

    private void listInOrder(RedisRows rows) {
        TopRows top = new TopRows(order.comparator(), limit == 0 ? Integer.MAX_VALUE : limit);
        forEach(rows, top::add);
        List<RedisRow> sorted = top.sorted();
        RowTable table = new RowTable(out(), ansi(), now, sorted);
        Consumer<RedisRow> printer = json ? new RowJson(out())::row : table::add;
        for (RedisRow row : sorted) {
            shown++;
            printer.accept(row);
        }
        table.end();
    }

    private void forEach(RedisRows rows, Consumer<RedisRow> consumer) {
        rows.forEach(filter.pattern(), found -> accept(found, consumer));
    }

    private void accept(FoundRow found, Consumer<RedisRow> consumer) {
        if (!found.isReadable()) {
            totals.addUnreadable();
        } else if (filter.accepts(found.row(), now)) {
            totals.add(found.row());
            consumer.accept(found.row());
        }
    }

    /** As when the output is piped to {@code head}. */
    private void throwIfNobodyReads() {
        if (shown % ROWS_BETWEEN_CHECKS == 0 && out().checkError()) {
            throw new CommandFailure("nobody reads the output any more");
        }
    }

    private void tellTotals() {
        if (json) {
            return;
        }
        if (shown > 0) {
            out().println();
        }
        if (unreadable) {
            out().println(
                            Text.number(totals.unreadable())
                                    + " of "
                                    + Text.counted(totals.rows() + totals.unreadable(), "row")
                                    + " can't be read");
            return;
        }
        String all = totals.text();
        out().println(shown == totals.rows() ? all : "Shown: " + Text.number(shown) + " of " + all);
        if (totals.unreadable() > 0) {
            out().println("--unreadable lists the rows that can't be read, and why");
        }
    }
}
