package com.k2.sequence.tracking.rule;

import java.io.Serializable;

/**
 * Numbers that begin again behind their largest.
 *
 * @param modulus the largest number + 1, at least {@code wrapsTo + 2} and at most 2⁶⁰
 * @param wrapsTo what comes after the largest, from 0
 */
public record NumberCycle(long modulus, long wrapsTo) implements Serializable {

    /** So that a position beyond the last one by half a cycle is still a {@code long}. */
    public static final long MAX_MODULUS = 1L << 60;

    /**
     * @throws IllegalArgumentException if there are fewer than two numbers, or too many
     */
    public NumberCycle {
        if (wrapsTo < 0 || modulus - 1 <= wrapsTo || modulus > MAX_MODULUS) {
            throw new IllegalArgumentException(
                    "a modulus must be from wraps-to + 2 to 2^60, and wraps-to at least 0, not "
                            + modulus
                            + " and "
                            + wrapsTo);
        }
    }

    /** How many numbers there are, at least 2. */
    public long length() {
        return modulus - wrapsTo;
    }

    /** Whether a number can occur. */
    public boolean contains(long number) {
        return number >= wrapsTo && number < modulus;
    }

    /** The venue's number at a position. */
    public long number(long position) {
        return Math.floorMod(position - wrapsTo, length()) + wrapsTo;
    }

    /** How often the numbers have wrapped before a position. */
    public long wraps(long position) {
        return Math.floorDiv(position - wrapsTo, length());
    }

    /** The position of a number up to half a cycle ahead of another position, or else behind it. */
    public long near(long position, long number) {
        long ahead = Math.floorMod(number - position, length());
        return ahead <= length() / 2 ? position + ahead : position - (length() - ahead);
    }

    /** The position of a number at or ahead of another position. */
    long from(long position, long number) {
        return position + Math.floorMod(number - position, length());
    }
}
