package com.k2.sequence.admin.rows;

import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.admin.terminal.TextTable;
import com.k2.sequence.admin.terminal.TextTable.Column;
import com.k2.sequence.redis.rows.RedisRow;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Rows for people. For one thread. */
public final class RowTable {

    private static final String NONE = "-";

    private static final Column MOVED = Column.number("MOVED BY");

    private static final List<Column> COLUMNS =
            List.of(
                    Column.text("EXCHANGE"),
                    Column.text("SYMBOL"),
                    Column.number("LAST"),
                    Column.number("GAPS"),
                    Column.number("RESETS"),
                    Column.number("SILENT FOR"),
                    Column.text("LAST MESSAGE"),
                    Column.text("POSITION"));

    /** Shown where a row has one of them. */
    private static final List<StateField> LARGER =
            List.of(StateFields.EPOCH, StateFields.MISSING, StateFields.OPEN_GAPS);

    /** Of a value of those: {@code stats} shows all. */
    private static final int MOST_SHOWN = 40;

    private final TextTable table;
    private final Instant now;
    private final List<StateField> larger;
    private final Map<InstrumentKey, Long> before;

    /**
     * @param now from when silence is counted back
     * @param rows some that will be added; what the larger rule knows is shown where one has it
     */
    public RowTable(PrintWriter out, Ansi ansi, Instant now, List<RedisRow> rows) {
        this(out, ansi, now, rows, null);
    }

    /**
     * With a column that shows how far the last number has moved.
     *
     * @param before the last numbers of before, where they are known
     */
    public RowTable(
            PrintWriter out,
            Ansi ansi,
            Instant now,
            List<RedisRow> rows,
            Map<InstrumentKey, Long> before) {
        List<Column> columns = new ArrayList<>(COLUMNS);
        this.larger = rows.stream().anyMatch(RowTable::hasLarger) ? LARGER : List.of();
        for (StateField field : larger) {
            columns.add(Column.text(field.name().toUpperCase(Locale.ROOT).replace('_', ' ')));
        }
        if (before != null) {
            columns.add(MOVED);
        }
        this.table = new TextTable(out, ansi, columns);
        this.now = now;
        this.before = before;
    }

    private static boolean hasLarger(RedisRow row) {
        return LARGER.stream().anyMatch(field -> row.value(field) != null);
    }

    public void add(RedisRow row) {
        Instant last = row.lastTimestamp() == null ? null : Text.instant(row.lastTimestamp());
        List<String> cells = new ArrayList<>();
        cells.add(Text.shown(row.key().exchange()));
        cells.add(Text.shown(row.key().symbol()));
        cells.add(row.isCleared() ? "cleared" : Text.number(row.lastSequence()));
        cells.add(Text.number(row.gapCount()));
        cells.add(Text.number(row.resetCount()));
        cells.add(last == null ? NONE : Text.age(Duration.between(last, now)));
        cells.add(last == null ? NONE : Text.toTheSecond(last));
        cells.add(Text.shown(row.position()));
        for (StateField field : larger) {
            Object value = row.value(field);
            cells.add(value == null ? NONE : cut(Text.shown(field.kind().format(value))));
        }
        if (before != null) {
            cells.add(moved(row));
        }
        table.add(cells.toArray(String[]::new));
    }

    private static String cut(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN - 1) + '…';
    }

    private String moved(RedisRow row) {
        Long earlier = before.get(row.key());
        return earlier == null || row.isCleared() ? "" : Text.number(row.lastSequence() - earlier);
    }

    public void end() {
        table.end();
    }
}
