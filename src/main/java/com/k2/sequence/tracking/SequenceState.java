package com.k2.sequence.tracking;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import java.io.Serializable;

/**
 * All the rule remembers of one {@link InstrumentKey}.
 *
 * @param lastSequence the last accepted sequence number, from 0; -1 where the larger rule knows
 *     that 0 comes next
 * @param lastTimestamp the timestamp of the message that set {@code lastSequence}, in nanoseconds
 *     since 1970-01-01T00:00:00Z; {@link #NO_TIMESTAMP} where it was set by no message
 * @param gapCount gaps since the last reset, from 0
 * @param resetCount resets ever, from 0
 * @param memory what the larger rule remembers besides; null where the default rule judges. Never
 *     changed
 */
public record SequenceState(
        long lastSequence, long lastTimestamp, long gapCount, long resetCount, SeriesMemory memory)
        implements Serializable {

    /** In place of a timestamp where a person set the last number of a key that had none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    public SequenceState {
        if (lastSequence < (memory == null ? 0 : SequenceNumbers.NO_NUMBER)
                || gapCount < 0
                || resetCount < 0) {
            throw new IllegalArgumentException(
                    "last sequence, gap count and reset count are never negative, not "
                            + lastSequence
                            + ", "
                            + gapCount
                            + ", "
                            + resetCount);
        }
    }

    /** Of the default rule. */
    public SequenceState(long lastSequence, long lastTimestamp, long gapCount, long resetCount) {
        this(lastSequence, lastTimestamp, gapCount, resetCount, null);
    }

    /** Of the larger rule, with a series that starts at this number. */
    public static SequenceState ofLargerRule(long lastSequence, long lastTimestamp) {
        return new SequenceState(lastSequence, lastTimestamp, 0, 0, new SeriesMemory(lastSequence));
    }

    /**
     * What is known after a person has set the last number: all else stays, but what was missing is
     * not missing any more.
     *
     * @param before null where nothing was known
     */
    public static SequenceState withLast(SequenceState before, long lastSequence) {
        return before == null
                ? new SequenceState(lastSequence, NO_TIMESTAMP, 0, 0)
                : new SequenceState(
                        lastSequence,
                        before.lastTimestamp,
                        before.gapCount,
                        before.resetCount,
                        before.memory == null ? null : before.memory.startingAt(lastSequence));
    }

    /** Whether a message set the last number. */
    public boolean hasTimestamp() {
        return lastTimestamp != NO_TIMESTAMP;
    }
}
