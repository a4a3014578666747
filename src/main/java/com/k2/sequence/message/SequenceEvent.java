package com.k2.sequence.message;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.verdict.SequenceVerdict;

/**
 * Something out of order in a series: a gap, a reset, a duplicate or an out-of-order message.
 *
 * @param instrument never null
 * @param verdict of a type that raises an event
 * @param sequence the message's sequence number, the lowest where it has several; of a heartbeat
 *     the one that comes next
 * @param lastSequence the highest
 * @param timestamp the message's time in nanoseconds since 1970-01-01T00:00:00Z
 * @param lastTimestamp the time of the message that set the last accepted number before this one,
 *     in the same unit; {@link SequenceState#NO_TIMESTAMP} where a command set that number
 * @param position the message's position in its source, never null. Its partition shows a loss only
 *     if the lost messages were between this message and the key's message before it
 * @param epoch in which the numbers count after this message; null where none is known
 */
public record SequenceEvent(
        InstrumentKey instrument,
        SequenceVerdict verdict,
        long sequence,
        long lastSequence,
        long timestamp,
        long lastTimestamp,
        SourcePosition position,
        String epoch) {

    /** Of a message of one number, by the default rule. */
    public SequenceEvent(
            InstrumentKey instrument,
            SequenceVerdict verdict,
            long sequence,
            long timestamp,
            long lastTimestamp,
            SourcePosition position) {
        this(instrument, verdict, sequence, sequence, timestamp, lastTimestamp, position, null);
    }

    /**
     * Whether retention removed unread messages between this message and the key's message before
     * it, so that a gap may be the topic's and not the exchange's.
     */
    public boolean followsLoss() {
        return position.source().lostBefore() > 0;
    }
}
