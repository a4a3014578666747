package com.k2.sequence.benchmark.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of text, aligned for a terminal and at once a table in Markdown, so that a document shows
 * what the command has put out. The first column is aligned left, the others right.
 */
public final class Table {

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param header the columns' names, with their units
     */
    public Table(String... header) {
        this.header = List.of(header);
    }

    /**
     * @param cells one a column
     */
    public Table row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells in a table of " + header.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        int[] widths = new int[header.size()];
        Arrays.setAll(widths, this::width);
        StringBuilder text = new StringBuilder();
        text.append(line(header, widths)).append('\n').append(rule(widths)).append('\n');
        rows.forEach(row -> text.append(line(row, widths)).append('\n'));
        return text.toString();
    }

    private int width(int column) {
        int width = header.get(column).length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String space = " ".repeat(widths[column] - cell.length());
            line.append(' ').append(column == 0 ? cell + space : space + cell).append(" |");
        }
        return line.toString();
    }

    private static String rule(int[] widths) {
        StringBuilder rule = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            rule.append("-".repeat(widths[column] + 1)).append(column == 0 ? "-|" : ":|");
        }
        return rule.toString();
    }
}
