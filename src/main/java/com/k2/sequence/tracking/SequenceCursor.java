package com.k2.sequence.tracking;

/**
 * What the rule remembers of one series, in plain fields that each message changes in place. It
 * says and remembers what {@link SequenceTracker#track} does, without an object for each message.
 * Used by one thread.
 */
public class SequenceCursor {

    private boolean known;
    private long lastSequence;
    private long lastTimestamp;
    private long gapCount;
    private long resetCount;

    /**
     * Judges a message and takes it in.
     *
     * @param tracker of the message's source
     * @param timestamp the message's time, in nanoseconds since 1970-01-01T00:00:00Z
     */
    public final SequenceVerdict judge(
            SequenceTracker tracker, SequenceNumbers numbers, long timestamp) {
        SequenceVerdict verdict =
                tracker.judge(known ? lastSequence : NumberScheme.NOTHING_KNOWN, numbers);
        switch (verdict.type()) {
            case NORMAL -> {}
            case GAP -> gapCount = SequenceTracker.next(gapCount);
            case RESET -> {
                gapCount = 0;
                resetCount = SequenceTracker.next(resetCount);
            }
            case DUPLICATE, OUT_OF_ORDER, HEARTBEAT -> {
                return verdict;
            }
        }
        known = true;
        lastSequence = numbers.last();
        lastTimestamp = timestamp;
        return verdict;
    }

    /** What is remembered; null where nothing is. */
    public final SequenceState state() {
        return known ? new SequenceState(lastSequence, lastTimestamp, gapCount, resetCount) : null;
    }

    /**
     * Remembers this in place of what was remembered.
     *
     * @param state null for nothing
     */
    public final void setState(SequenceState state) {
        known = state != null;
        lastSequence = known ? state.lastSequence() : 0;
        lastTimestamp = known ? state.lastTimestamp() : 0;
        gapCount = known ? state.gapCount() : 0;
        resetCount = known ? state.resetCount() : 0;
    }

    // For StateFields, which reads states from wherever they are stored.

    final void setLastSequence(long value) {
        known = true;
        lastSequence = value;
    }

    final void setLastTimestamp(long value) {
        lastTimestamp = value;
    }

    final void setGapCount(long value) {
        gapCount = value;
    }

    final void setResetCount(long value) {
        resetCount = value;
    }

    /** That of {@link #state}, where there is one. */
    public final long lastTimestamp() {
        return lastTimestamp;
    }
}
