package com.k2.sequence.testing.larger;

import com.k2.sequence.tracking.rule.NumberCycle;
import java.math.BigInteger;

/**
 * The venue's numbers laid out on a line without end: where they wrap, positions count on. Without
 * a cycle, a number is its own position.
 */
final class NumberLine {

    private final BigInteger wrapsTo;

    /** How many numbers a cycle has; null where they do not wrap. */
    private final BigInteger length;

    NumberLine(NumberCycle cycle) {
        this.wrapsTo = cycle == null ? null : BigInteger.valueOf(cycle.wrapsTo());
        this.length =
                cycle == null ? null : BigInteger.valueOf(cycle.modulus()).subtract(this.wrapsTo);
    }

    /** The venue's number at a position. */
    BigInteger number(BigInteger position) {
        return length == null ? position : position.subtract(wrapsTo).mod(length).add(wrapsTo);
    }

    /** That of the last position, which is below all numbers where only the first comes next. */
    BigInteger lastNumber(BigInteger last) {
        return length != null && last.compareTo(wrapsTo) < 0 ? last : number(last);
    }

    /** The position of a number up to half a cycle ahead of a position, or else behind it. */
    BigInteger near(BigInteger position, long number) {
        if (length == null) {
            return BigInteger.valueOf(number);
        }
        BigInteger ahead = BigInteger.valueOf(number).subtract(position).mod(length);
        return ahead.add(ahead).compareTo(length) <= 0
                ? position.add(ahead)
                : position.add(ahead).subtract(length);
    }

    boolean wraps() {
        return length != null;
    }

    /** As {@link #near}, of a number that need not be one that the venue gives. */
    BigInteger maybeNear(BigInteger position, long number) {
        boolean occurs =
                length == null
                        || BigInteger.valueOf(number).compareTo(wrapsTo) >= 0
                                && BigInteger.valueOf(number).compareTo(wrapsTo.add(length)) < 0;
        return occurs ? near(position, number) : BigInteger.valueOf(number);
    }

    /** The position of a number at or after a position. */
    BigInteger from(BigInteger position, long number) {
        return length == null
                ? BigInteger.valueOf(number)
                : position.add(BigInteger.valueOf(number).subtract(position).mod(length));
    }

    /** The position of a number at or before a position. */
    private BigInteger upTo(BigInteger position, long number) {
        return length == null
                ? BigInteger.valueOf(number)
                : position.subtract(position.subtract(BigInteger.valueOf(number)).mod(length));
    }

    /**
     * The position of the first number of a message: such that the message holds the number after
     * the last one, if it can; else near the last one.
     */
    BigInteger firstOf(BigInteger last, long first, long to) {
        BigInteger next = last.add(BigInteger.ONE);
        BigInteger before = upTo(next, first);
        return from(before, to).compareTo(next) >= 0 ? before : near(last, first);
    }

    /** The venue's numbers from one position to another, as {@code 7} or {@code 7-9}. */
    String range(BigInteger from, BigInteger to) {
        return from.equals(to) ? number(from).toString() : number(from) + "-" + number(to);
    }
}
