package com.k2.sequence.tracking;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * What is missing in a series: intervals of positions, from the lowest to the highest, which is the
 * order in which they were found missing. In a chain an interval is a link, from the id that was
 * known to the id that is named as the one before. Used by one thread.
 */
final class OpenGaps implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int FIRST_CAPACITY = 4;

    private long[] from = new long[FIRST_CAPACITY];
    private long[] to = new long[FIRST_CAPACITY];
    private GapTicket[] tickets = new GapTicket[FIRST_CAPACITY];
    private int size;
    private final boolean links;

    /**
     * @param links whether intervals are links of a chain
     */
    OpenGaps(boolean links) {
        this.links = links;
    }

    boolean links() {
        return links;
    }

    OpenGaps copy() {
        OpenGaps copy = new OpenGaps(links);
        copy.from = from.clone();
        copy.to = to.clone();
        copy.tickets = tickets.clone();
        copy.size = size;
        return copy;
    }

    int size() {
        return size;
    }

    long from(int i) {
        return from[i];
    }

    long to(int i) {
        return to[i];
    }

    GapTicket ticket(int i) {
        return tickets[i];
    }

    /** How many gaps there are: intervals of one gap count once. */
    int gaps() {
        int gaps = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || tickets[i] != tickets[i - 1]) {
                gaps++;
            }
        }
        return gaps;
    }

    /** How many numbers are missing, at most {@link Long#MAX_VALUE}. */
    long missing() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum = Finding.plus(sum, Finding.plus(to[i] - from[i], 1));
        }
        return sum;
    }

    /** Adds an interval above all others. */
    void add(long first, long last, GapTicket ticket) {
        insert(size, first, last, ticket);
    }

    /**
     * Removes the lowest intervals until there are so many, and returns the highest end of them.
     */
    long keep(int count, long noneRemoved, Finding finding) {
        int removed = size - count;
        if (removed <= 0) {
            return noneRemoved;
        }
        long highest = to[removed - 1];
        for (int i = 0; i < removed; i++) {
            finding.forgotten();
        }
        remove(0, removed);
        return highest;
    }

    /**
     * Takes numbers out of what is missing.
     *
     * @param skipped whether they will not come, in place of having come
     * @return whether any of them was missing
     */
    boolean fill(long first, long last, boolean skipped, Finding finding) {
        boolean hit = false;
        int i = lowestEndingAtOrAbove(first);
        while (i < size && from[i] <= last) {
            hit = true;
            long low = Math.max(first, from[i]);
            long high = Math.min(last, to[i]);
            long count = Finding.plus(high - low, 1);
            if (skipped) {
                finding.skipped(count);
            } else {
                finding.filled(tickets[i], count);
            }
            i = takeOut(i, low, high, finding);
        }
        return hit;
    }

    /**
     * Takes a link out of the interval that holds it.
     *
     * @return whether one does
     */
    boolean fillLink(long previous, long id, Finding finding) {
        int i = lowestEndingAtOrAbove(id);
        if (i == size || from[i] > previous) {
            return false;
        }
        finding.filled(tickets[i], 1);
        takeOutLink(i, previous, id, finding);
        return true;
    }

    /** Takes out the links from an id to all above it. */
    void fillLinksFrom(long previous, Finding finding) {
        int i = previous == Long.MAX_VALUE ? size : lowestEndingAtOrAbove(previous + 1);
        while (i < size) {
            finding.filled(tickets[i], 1);
            if (from[i] < previous) {
                to[i++] = previous;
            } else {
                close(i, finding);
            }
        }
    }

    /** Moves all positions down. */
    void lower(long by) {
        for (int i = 0; i < size; i++) {
            from[i] = SeriesMemory.lowered(from[i], by);
            to[i] = SeriesMemory.lowered(to[i], by);
        }
    }

    private int lowestEndingAtOrAbove(long position) {
        int i = Arrays.binarySearch(to, 0, size, position);
        return i < 0 ? -i - 1 : i;
    }

    /**
     * Takes numbers of an interval out of it.
     *
     * @return the place of the interval behind them
     */
    private int takeOut(int i, long first, long last, Finding finding) {
        boolean low = from[i] < first;
        boolean high = last < to[i];
        if (low && high) {
            long end = to[i];
            to[i] = first - 1;
            insert(i + 1, last + 1, end, tickets[i]);
            return i + 2;
        }
        if (low) {
            to[i] = first - 1;
            return i + 1;
        }
        if (high) {
            from[i] = last + 1;
            return i + 1;
        }
        close(i, finding);
        return i;
    }

    private void takeOutLink(int i, long start, long end, Finding finding) {
        boolean low = from[i] < start;
        boolean high = end < to[i];
        if (low && high) {
            long last = to[i];
            to[i] = start;
            insert(i + 1, end, last, tickets[i]);
        } else if (low) {
            to[i] = start;
        } else if (high) {
            from[i] = end;
        } else {
            close(i, finding);
        }
    }

    private void close(int i, Finding finding) {
        boolean more =
                i > 0 && tickets[i - 1] == tickets[i]
                        || i + 1 < size && tickets[i + 1] == tickets[i];
        if (!more) {
            finding.closed();
        }
        remove(i, 1);
    }

    private void remove(int i, int count) {
        System.arraycopy(from, i + count, from, i, size - i - count);
        System.arraycopy(to, i + count, to, i, size - i - count);
        System.arraycopy(tickets, i + count, tickets, i, size - i - count);
        Arrays.fill(tickets, size - count, size, null);
        size -= count;
    }

    private void insert(int i, long first, long last, GapTicket ticket) {
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            tickets = Arrays.copyOf(tickets, 2 * size);
        }
        System.arraycopy(from, i, from, i + 1, size - i);
        System.arraycopy(to, i, to, i + 1, size - i);
        System.arraycopy(tickets, i, tickets, i + 1, size - i);
        from[i] = first;
        to[i] = last;
        tickets[i] = ticket;
        size++;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpenGaps that
                && links == that.links
                && size == that.size
                && Arrays.equals(from, 0, size, that.from, 0, size)
                && Arrays.equals(to, 0, size, that.to, 0, size)
                && Arrays.equals(tickets, 0, size, that.tickets, 0, size);
    }

    @Override
    public int hashCode() {
        return Objects.hash(size, size == 0 ? 0 : to[size - 1]);
    }
}
