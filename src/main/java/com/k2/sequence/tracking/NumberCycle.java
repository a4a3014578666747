package com.k2.sequence.tracking;

import java.io.Serializable;

/**
 * Numbers that begin again behind their largest.
 *
 * @param modulus the largest number + 1, above {@code wrapsTo + 1}
 * @param wrapsTo what comes after the largest, from 0
 */
public record NumberCycle(long modulus, long wrapsTo) implements Serializable {

    /**
     * @throws IllegalArgumentException if there are fewer than two numbers
     */
    public NumberCycle {
        if (wrapsTo < 0 || modulus - 1 <= wrapsTo) {
            throw new IllegalArgumentException(
                    "a modulus must be at least wraps-to + 2, and wraps-to at least 0, not "
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
}
