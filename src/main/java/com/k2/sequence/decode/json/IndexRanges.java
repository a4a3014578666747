package com.k2.sequence.decode.json;

/** Indexes that rise, as ranges: {@code 0-2 7}. */
final class IndexRanges {

    private final StringBuilder text = new StringBuilder();
    private int first = -1;
    private int last = -1;

    /** Adds one that is above all others. */
    void add(int index) {
        if (last >= 0 && index == last + 1) {
            last = index;
            return;
        }
        end();
        first = index;
        last = index;
    }

    private void end() {
        if (last < 0) {
            return;
        }
        text.append(text.isEmpty() ? "" : " ").append(first);
        if (last > first) {
            text.append('-').append(last);
        }
    }

    /** To be asked once, when all are added. */
    @Override
    public String toString() {
        end();
        last = -1;
        return text.toString();
    }
}
