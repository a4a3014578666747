package com.k2.sequence.admin;

import com.k2.sequence.admin.rows.RowFilter;
import com.k2.sequence.admin.rows.RowOrder;
import com.k2.sequence.admin.rows.RowTable;
import com.k2.sequence.admin.rows.RowTotals;
import com.k2.sequence.admin.rows.TopRows;
import com.k2.sequence.admin.terminal.DurationConverter;
import com.k2.sequence.admin.terminal.Screen;
import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.redis.rows.FoundRow;
import com.k2.sequence.redis.rows.RedisRow;
import com.k2.sequence.redis.rows.RedisRows;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Lists rows again and again. */
@Command(
        name = "watch",
        description = {
            "Shows the first keys of an order live, until Ctrl-C.",
            "",
            "Each look goes through all keys as 'list' does, and the next one begins an interval"
                    + " after it: with very many keys, narrow them with --exchange, or look less often."
                    + " While Redis is unavailable the last view stays, and the reason below it.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  sequence-tracker watch --exchange asx --sort silence --interval 5s"
        })
final class WatchCommand extends ConnectedCommand {

    @Mixin private RowFilter filter = new RowFilter();

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            defaultValue = "gaps",
            description =
                    "What comes first: gaps, silence, resets or name. Default: ${DEFAULT-VALUE}.")
    private RowOrder order;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "Shows at most so many. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "How long to wait between looks. Default: ${DEFAULT-VALUE}.")
    private Duration interval;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "0",
            description = "Ends after so many looks; 0: never. Default: ${DEFAULT-VALUE}.")
    private long rounds;

    private Map<InstrumentKey, Long> lastNumbers = new HashMap<>();
    private RowTotals lastTotals;
    private String view = "";

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || order == RowOrder.NONE) {
            throw new ParameterException(
                    spec().commandLine(), "there must be an order, and --limit at least 1");
        }
        RedisSettings redis = options().redis();
        try (RedisRows rows = RedisRows.open(redis)) {
            // What is wrong from the start is reported as by any other command.
            view = look(rows, redis);
            try (Screen screen = new Screen(out(), terminal().shows())) {
                String shown = view;
                for (long round = 1; screen.draw(shown) && round != rounds; round++) {
                    Thread.sleep(interval.toMillis());
                    shown = lookAgain(rows, redis);
                }
            }
        }
        return ExitCode.OK;
    }

    private String lookAgain(RedisRows rows, RedisSettings redis) {
        try {
            view = look(rows, redis);
            return view;
        } catch (StoreException e) {
            if (!e.isRetryable()) {
                throw e;
            }
            return view + System.lineSeparator() + e.getMessage() + System.lineSeparator();
        }
    }

    private String look(RedisRows rows, RedisSettings redis) {
        Instant now = Instant.now();
        TopRows top = new TopRows(order.comparator(), limit);
        RowTotals totals = new RowTotals();
        rows.forEach(filter.pattern(), found -> accept(found, now, top, totals));

        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.println(
                Text.toTheSecond(now) + "  " + redis.safeUri() + "  by " + order + change(totals));
        out.println(totals.text());
        out.println();
        List<RedisRow> sorted = top.sorted();
        RowTable table = new RowTable(out, ansi(), now, sorted, lastNumbers);
        sorted.forEach(table::add);
        table.end();
        remember(sorted, totals);
        return text.toString();
    }

    private void accept(FoundRow found, Instant now, TopRows top, RowTotals totals) {
        if (!found.isReadable()) {
            totals.addUnreadable();
        } else if (filter.accepts(found.row(), now)) {
            totals.add(found.row());
            top.add(found.row());
        }
    }

    private String change(RowTotals totals) {
        if (lastTotals == null) {
            return "";
        }
        return String.format(
                "  since the last look: %+d rows, %+d gaps",
                totals.rows() - lastTotals.rows(), totals.gaps() - lastTotals.gaps());
    }

    private void remember(List<RedisRow> rows, RowTotals totals) {
        lastTotals = totals;
        lastNumbers = new HashMap<>();
        rows.forEach(row -> lastNumbers.put(row.key(), row.lastSequence()));
    }
}
