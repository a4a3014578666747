package com.k2.sequence.tracking;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.numbers.TrackedMessage;
import com.k2.sequence.tracking.rule.NumberScheme;
import com.k2.sequence.tracking.verdict.SequenceVerdict;

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

    /** What the larger rule remembers besides; null where the default rule judges. */
    private SeriesMemory memory;

    /**
     * Judges a message and takes it in, by the rule of its source.
     *
     * @param tracker of the message's source
     */
    public final SequenceVerdict judge(SequenceTracker tracker, TrackedMessage message) {
        LargerTracker larger = tracker.larger();
        return larger == null
                ? judge(tracker, message, message.timestamp())
                : larger.judge(this, message);
    }

    /**
     * Judges a message by the default rule and takes it in.
     *
     * @param tracker of the message's source
     * @param timestamp the message's time, in nanoseconds since 1970-01-01T00:00:00Z
     */
    public final SequenceVerdict judge(
            SequenceTracker tracker, SequenceNumbers numbers, long timestamp) {
        if (memory != null) {
            memory = null;
        }
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
        return known
                ? new SequenceState(
                        lastSequence,
                        lastTimestamp,
                        gapCount,
                        resetCount,
                        memory == null ? null : memory.copy())
                : null;
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
        memory = known && state.memory() != null ? state.memory().copy() : null;
    }

    // For the larger rule, which remembers more.

    final boolean isKnown() {
        return known;
    }

    final long lastSequence() {
        return lastSequence;
    }

    /** What the larger rule remembers of a series that is known. */
    final SeriesMemory memory() {
        if (memory == null) {
            memory = new SeriesMemory(lastSequence);
        }
        return memory;
    }

    /** Nothing was known of the series. */
    final SeriesMemory begin(long start) {
        known = true;
        memory = new SeriesMemory(start);
        return memory;
    }

    final void accept(long sequence, long timestamp) {
        lastSequence = sequence;
        lastTimestamp = timestamp;
    }

    final void countGap() {
        gapCount = SequenceTracker.next(gapCount);
    }

    final void countReset() {
        gapCount = 0;
        resetCount = SequenceTracker.next(resetCount);
    }

    /** The epoch of the series; null where none is known. */
    public final String epoch() {
        return memory == null ? null : memory.epoch;
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
