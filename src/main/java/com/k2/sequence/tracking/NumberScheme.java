package com.k2.sequence.tracking;

import java.io.Serializable;

/**
 * How a feed numbers its messages. A scheme compares the numbers of a message with the last number
 * of its series and remembers nothing; {@link SequenceTracker} says what follows from its answer.
 *
 * <p>Schemes are values: those of two sources are equal where they number alike.
 */
public interface NumberScheme extends Serializable {

    /** In place of the last number of a series that nothing is known of. */
    long NOTHING_KNOWN = Long.MIN_VALUE;

    /** Each number is one above the last: what is left out is missing. */
    NumberScheme CONTIGUOUS = new ContiguousScheme();

    /**
     * Where the numbers lie.
     *
     * @param last the last number of the series, or {@link #NOTHING_KNOWN}
     */
    Relation relate(long last, SequenceNumbers numbers);

    /**
     * The first number of a message that would be {@link Relation#NEXT}.
     *
     * @param last the last number of the series
     * @return {@link SequenceVerdict#NONE} where no one number would be
     */
    long expected(long last);

    /**
     * How many numbers are missing where the numbers are {@link Relation#AHEAD}.
     *
     * @param last the last number of the series
     * @return at least 1
     */
    long missing(long last, SequenceNumbers numbers);
}
