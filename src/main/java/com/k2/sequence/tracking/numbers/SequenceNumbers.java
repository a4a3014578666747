package com.k2.sequence.tracking.numbers;

/**
 * The sequence numbers of one message: {@code first} to {@code last}, without holes. Most messages
 * have one number, which is both.
 *
 * <p>An interface, so that a message can be its own numbers: there is no object more for each.
 */
public interface SequenceNumbers {

    /** In place of a number where there is none. */
    long NO_NUMBER = -1;

    /**
     * The lowest, from 0, as the venue writes it; {@link #NO_NUMBER} where the message has none.
     */
    long first();

    /**
     * The highest, as the venue writes it: not below {@link #first}, unless the numbers wrap in
     * between.
     */
    long last();

    /**
     * The number that the message says it follows, in a chain. May be any {@code long}; {@link
     * Long#MIN_VALUE} where it names none.
     */
    default long previous() {
        return NO_PREVIOUS;
    }

    /** In place of a previous number where a message names none. */
    long NO_PREVIOUS = Long.MIN_VALUE;

    /** What the message says beside its numbers, never null. */
    default MessageMarks marks() {
        return MessageMarks.NONE;
    }

    /** Whether there is a number. */
    default boolean hasNumber() {
        return first() != NO_NUMBER;
    }

    /** One number. */
    static SequenceNumbers of(long number) {
        return of(number, number);
    }

    /** All from the first to the last. */
    static SequenceNumbers of(long first, long last) {
        return new Range(first, last);
    }

    /**
     * To be called by the constructor of whatever has numbers that rise.
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
