package com.k2.sequence.tracking;

/**
 * The sequence numbers of one message: {@code first} to {@code last}, without holes. Most messages
 * have one number, which is both.
 *
 * <p>An interface, so that a message can be its own numbers: there is no object more for each.
 */
public interface SequenceNumbers {

    /** The lowest, from 0. */
    long first();

    /** The highest, not below {@link #first}. */
    long last();

    /** One number. */
    static SequenceNumbers of(long number) {
        return of(number, number);
    }

    /** All from the first to the last. */
    static SequenceNumbers of(long first, long last) {
        return new Range(first, last);
    }

    /**
     * To be called by the constructor of whatever has numbers.
     *
     * @throws IllegalArgumentException if the first is negative, or above the last
     */
    static void check(long first, long last) {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "sequence numbers are never negative and never fall, not "
                            + first
                            + " to "
                            + last);
        }
    }

    /** Numbers alone, without a message. */
    record Range(long first, long last) implements SequenceNumbers {

        public Range {
            check(first, last);
        }
    }
}
