package com.k2.sequence.message;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.numbers.MessageKind;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.numbers.TrackedMessage;

/**
 * A decoded message that carries sequence numbers, or says something of its series without one.
 *
 * @param instrument what the numbers count within, never null
 * @param first the exchange's number, from 0; the lowest where the message has several; {@link
 *     SequenceNumbers#NO_NUMBER} where it has none, which only a message with extras may
 * @param last the highest; {@code first} where the message has one
 * @param timestamp the message's time in nanoseconds since 1970-01-01T00:00:00Z
 * @param source which of the job's sources it is of, by their order, from 0: it says by which rule
 *     the message is judged
 * @param extras what only messages of the larger rule have; null for none of it
 * @param record the record it came in, never null
 */
public record SequencedMessage(
        InstrumentKey instrument,
        long first,
        long last,
        long timestamp,
        int source,
        MessageExtras extras,
        SourceRecord record)
        implements Decoded, TrackedMessage {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * @throws IllegalArgumentException if the first number is negative, or above the last, where
     *     there are no extras
     */
    public SequencedMessage {
        if (extras == null) {
            SequenceNumbers.check(first, last);
        } else if (first < NO_NUMBER || last < NO_NUMBER) {
            throw new IllegalArgumentException(
                    "sequence numbers are never negative, not " + first + " to " + last);
        }
    }

    /** A message without extras. */
    public SequencedMessage(
            InstrumentKey instrument,
            long first,
            long last,
            long timestamp,
            int source,
            SourceRecord record) {
        this(instrument, first, last, timestamp, source, null, record);
    }

    /** A message of one number, of the first source. */
    public SequencedMessage(
            InstrumentKey instrument, long number, long timestamp, SourceRecord record) {
        this(instrument, number, number, timestamp, 0, null, record);
    }

    @Override
    public long previous() {
        return extras == null ? NO_PREVIOUS : extras.previous();
    }

    @Override
    public MessageMarks marks() {
        return extras == null ? MessageMarks.NONE : extras.marks();
    }

    /** Its place among the messages of its record, or {@link MessageExtras#ALONE}. */
    public int index() {
        return extras == null ? MessageExtras.ALONE : extras.index();
    }

    /** The record's timestamp; its own time where the record has none. */
    @Override
    public long logTime() {
        return record.timestamp() < 0 ? timestamp : record.timestamp() * NANOS_PER_MILLI;
    }

    /** Where it stands: that of its record, with its index where the record holds several. */
    public SourcePosition position() {
        return extras == null ? record.position() : record.position().at(extras.index());
    }

    @Override
    public String place() {
        return position().toString();
    }

    /** Whether it is a heartbeat. */
    public boolean isHeartbeat() {
        return marks().kind() == MessageKind.HEARTBEAT;
    }
}
