package com.k2.sequence.admin.terminal;

import com.k2.sequence.logging.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * Prints rows in columns. The widths are those of the first rows, which are kept until there are
 * enough of them; longer cells later push the rest of their line, so any number of rows passes in
 * the memory of a few. For one thread.
 */
public final class TextTable {

    private static final int ROWS_THAT_SET_WIDTHS = 1_000;
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final Ansi ansi;
    private final List<Column> columns;
    private final int[] widths;
    private List<String[]> kept = new ArrayList<>();

    /**
     * @param isNumber whether its cells stand to the right
     */
    public record Column(String heading, boolean isNumber) {

        public static Column text(String heading) {
            return new Column(heading, false);
        }

        public static Column number(String heading) {
            return new Column(heading, true);
        }
    }

    public TextTable(PrintWriter out, Ansi ansi, List<Column> columns) {
        this.out = out;
        this.ansi = ansi;
        this.columns = columns;
        this.widths = columns.stream().mapToInt(column -> column.heading.length()).toArray();
    }

    /**
     * @param added one cell a column, any text
     */
    public void add(String... added) {
        String[] cells = Arrays.stream(added).map(Printable::line).toArray(String[]::new);
        if (kept == null) {
            print(cells);
            return;
        }
        kept.add(cells);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells[i].length());
        }
        if (kept.size() == ROWS_THAT_SET_WIDTHS) {
            end();
        }
    }

    /** Prints what is kept; without any row, nothing. */
    public void end() {
        if (kept != null && !kept.isEmpty()) {
            String headings = line(columns.stream().map(Column::heading).toArray(String[]::new));
            out.println(ansi.string("@|bold " + headings + "|@"));
            kept.forEach(this::print);
            kept = null;
        }
    }

    private void print(String[] cells) {
        out.println(line(cells));
    }

    private String line(String[] cells) {
        StringBuilder line = new StringBuilder(100);
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                line.append(GAP);
            }
            String blanks = " ".repeat(Math.max(0, widths[i] - cells[i].length()));
            if (columns.get(i).isNumber) {
                line.append(blanks).append(cells[i]);
            } else {
                line.append(cells[i]).append(i == cells.length - 1 ? "" : blanks);
            }
        }
        return line.toString();
    }
}
