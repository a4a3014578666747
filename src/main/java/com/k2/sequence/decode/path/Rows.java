package com.k2.sequence.decode.path;

import java.util.Arrays;

/**
 * The slots of one level, a row for each element: of each value its kind, and where its text is.
 * Grows as it is needed; not thread-safe.
 */
final class Rows {

    /** Kind, offset and length. */
    private static final int INTS = 3;

    private static final int MAX_KEPT_INTS = 64 * 1024;

    private final int width;
    private int[] cells;

    /** The row of the level above that each row belongs to. */
    private int[] parents = new int[1];

    private int count;

    Rows(int width) {
        this.width = width * INTS;
        this.cells = new int[this.width];
    }

    void clear() {
        count = 0;
        if (cells.length > MAX_KEPT_INTS) {
            cells = new int[width];
            parents = new int[1];
        }
    }

    int count() {
        return count;
    }

    int parent(int row) {
        return parents[row];
    }

    int add(int parent) {
        if (count == parents.length) {
            parents = Arrays.copyOf(parents, 2 * count);
            cells = Arrays.copyOf(cells, 2 * count * width);
        }
        parents[count] = parent;
        Arrays.fill(cells, count * width, (count + 1) * width, 0);
        return count++;
    }

    /** Removes the last rows, those of this parent and of any after it. */
    void removeFrom(int parent) {
        while (count > 0 && parents[count - 1] >= parent) {
            count--;
        }
    }

    void set(int row, int slot, int kind, int offset, int length) {
        int at = row * width + slot * INTS;
        cells[at] = kind;
        cells[at + 1] = offset;
        cells[at + 2] = length;
    }

    void clear(int row, int slot) {
        cells[row * width + slot * INTS] = 0;
    }

    int kind(int row, int slot) {
        return cells[row * width + slot * INTS];
    }

    int offset(int row, int slot) {
        return cells[row * width + slot * INTS + 1];
    }

    int length(int row, int slot) {
        return cells[row * width + slot * INTS + 2];
    }
}
