package com.k2.sequence.message;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceVerdict;

/**
 * Something out of order in a series: a gap, a reset, a duplicate or an out-of-order message.
 *
 * @param instrument never null
 * @param verdict of any type but NORMAL
 * @param sequence the message's sequence number
 * @param timestamp the message's time in nanoseconds since 1970-01-01T00:00:00Z
 * @param lastTimestamp the time of the message that set the last accepted number before this one,
 *     in the same unit; {@link SequenceState#NO_TIMESTAMP} where a command set that number
 * @param position the message's position in its source, never null. Its partition shows a loss only
 *     if the lost messages were between this message and the key's message before it
 */
public record SequenceEvent(
        InstrumentKey instrument,
        SequenceVerdict verdict,
        long sequence,
        long timestamp,
        long lastTimestamp,
        SourcePosition position) {

    /**
     * Whether retention removed unread messages between this message and the key's message before
     * it, so that a gap may be the topic's and not the exchange's.
     */
    public boolean followsLoss() {
        return position.source().lostBefore() > 0;
    }
}
