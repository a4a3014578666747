package com.k2.sequence.message;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceNumbers;

/**
 * A decoded message that carries sequence numbers.
 *
 * @param instrument what the numbers count within, never null
 * @param first the exchange's number, from 0; the lowest where the message has several
 * @param last the highest; {@code first} where the message has one
 * @param timestamp the message's time in nanoseconds since 1970-01-01T00:00:00Z
 * @param source which of the job's sources it is of, by their order, from 0: it says by which rule
 *     the message is judged
 * @param record the record it came in, never null
 */
public record SequencedMessage(
        InstrumentKey instrument,
        long first,
        long last,
        long timestamp,
        int source,
        SourceRecord record)
        implements Decoded, SequenceNumbers {

    /**
     * @throws IllegalArgumentException if the first number is negative, or above the last
     */
    public SequencedMessage {
        SequenceNumbers.check(first, last);
    }

    /** A message of one number, of the first source. */
    public SequencedMessage(
            InstrumentKey instrument, long number, long timestamp, SourceRecord record) {
        this(instrument, number, number, timestamp, 0, record);
    }
}
