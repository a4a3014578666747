package com.k2.sequence.tracking.rule;

import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
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

    /** Each message names the one before it. */
    NumberScheme CHAINED = new ChainedScheme();

    /** Numbers rise, by any step. */
    NumberScheme INCREASING = new IncreasingScheme();

    /** Messages have no numbers that say anything. */
    NumberScheme UNNUMBERED = new UnnumberedScheme();

    /**
     * Where the numbers of a message lie.
     *
     * @param known the last number of the series, or {@link #NOTHING_KNOWN}
     * @param first the lowest of the message
     * @param last the highest of the message
     * @param previous the number that the message says it follows, or {@link
     *     SequenceNumbers#NO_PREVIOUS}
     */
    Relation relate(long known, long first, long last, long previous);

    /**
     * The first number of a message that would be {@link Relation#NEXT}.
     *
     * @param known the last number of the series
     * @return {@link SequenceVerdict#NONE} where no one number would be
     */
    long expected(long known);

    /**
     * How many numbers are missing where the numbers are {@link Relation#AHEAD}.
     *
     * @param known the last number of the series
     * @param first the lowest of the message
     * @return at least 1; 0 where nobody can know
     */
    long missing(long known, long first);
}
