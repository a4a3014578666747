package com.k2.sequence.tracking;

import com.k2.sequence.tracking.rule.NumberCycle;
import java.io.Serializable;
import java.util.Objects;

/**
 * What the larger rule remembers of a series beside its last number. Positions are numbers that
 * count on where the venue's own wrap: until the first wrap they are the venue's own.
 *
 * <p>Changed in place by the one thread that judges; whoever else gets one has a copy.
 */
public final class SeriesMemory implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final SeriesExtras NO_EXTRAS = new SeriesExtras();

    private static final long FAR_NANOS = 3_600_000_000_000L;

    /** The lowest position that counts as had: what is below it is from before the series. */
    long start;

    /** Null where no message has named one. */
    String epoch;

    /** The greatest log time of the messages that named an epoch, in nanoseconds since 1970. */
    long logTime = SequenceState.NO_TIMESTAMP;

    /** Null where nothing is missing. */
    private OpenGaps gaps;

    /** Null as long as there is none of it. */
    private SeriesExtras extras;

    SeriesMemory(long start) {
        this.start = start;
    }

    SeriesMemory copy() {
        SeriesMemory copy = new SeriesMemory(start);
        copy.epoch = epoch;
        copy.logTime = logTime;
        copy.gaps = gaps == null ? null : gaps.copy();
        copy.extras = extras == null ? null : extras.copy();
        return copy;
    }

    /** This memory after a person has set the last number. */
    SeriesMemory startingAt(long lastSequence) {
        SeriesMemory changed = copy();
        changed.restart(lastSequence);
        if (changed.extras != null) {
            changed.extras.wraps = 0;
        }
        return changed;
    }

    /** Null where nothing is missing. */
    OpenGaps gaps() {
        return gaps;
    }

    void setGaps(OpenGaps gaps) {
        this.gaps = gaps == null || gaps.size() == 0 ? null : gaps;
    }

    /** For changes. */
    SeriesExtras extras() {
        if (extras == null) {
            extras = new SeriesExtras();
        }
        return extras;
    }

    /** Null as long as there is none of it. */
    SeriesExtras extrasOrNull() {
        return extras;
    }

    /** How the numbers wrap; null where they don't. */
    NumberCycle cycle() {
        return extras == null ? null : extras.cycle;
    }

    /** How often the numbers have wrapped, from 0. */
    long wraps() {
        return extras == null ? 0 : extras.wraps;
    }

    /** A run of lower messages has ended. */
    void endRun() {
        if (extras != null) {
            extras.runLength = 0;
        }
    }

    /** The highest position that may have been missing and is not remembered any more. */
    long forgotten() {
        return extras == null ? SeriesExtras.NONE : extras.forgotten;
    }

    /** The series starts again: what was missing is not missing any more. */
    void restart(long newStart) {
        start = newStart;
        gaps = null;
        if (extras != null) {
            extras.runLength = 0;
            extras.forgotten = SeriesExtras.NONE;
        }
    }

    /**
     * Takes in the log time of a record. One that is far ahead of all before it counts once the
     * next record confirms it.
     */
    void takeLogTime(long time) {
        if (logTime == SequenceState.NO_TIMESTAMP) {
            logTime = time;
        } else if (time - logTime > FAR_NANOS) {
            SeriesExtras far = extras();
            if (far.farLogTime == SeriesExtras.NONE) {
                far.farLogTime = time;
            } else {
                logTime = Math.min(time, far.farLogTime);
                far.farLogTime = SeriesExtras.NONE;
            }
        } else {
            logTime = Math.max(time, logTime);
            if (extras != null) {
                extras.farLogTime = SeriesExtras.NONE;
            }
        }
    }

    /** Whether another epoch has followed this one not long ago. */
    boolean isStale(String other) {
        return extras != null && extras.isRecent(other, logTime);
    }

    /**
     * Counts positions from the current cycle on, where they would soon be past {@code long}; what
     * was missing before stays, at positions below zero.
     */
    void keepWithinLong(SequenceCursor series, NumberCycle cycle) {
        long by = wraps() * cycle.length();
        if (by == 0 || series.lastSequence() + by <= Long.MAX_VALUE - cycle.length()) {
            return;
        }
        start = lowered(start, by);
        if (gaps != null) {
            gaps.lower(by);
        }
        extras.wraps = 0;
        extras.runFirst = lowered(extras.runFirst, by);
        extras.runLast = lowered(extras.runLast, by);
        extras.forgotten = lowered(extras.forgotten, by);
    }

    static long lowered(long position, long by) {
        return position < Long.MIN_VALUE + by ? Long.MIN_VALUE : position - by;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeriesMemory that
                && start == that.start
                && logTime == that.logTime
                && Objects.equals(epoch, that.epoch)
                && Objects.equals(gaps, that.gaps)
                && Objects.equals(
                        extras == null ? NO_EXTRAS : extras,
                        that.extras == null ? NO_EXTRAS : that.extras);
    }

    @Override
    public int hashCode() {
        return Objects.hash(start, logTime, epoch, gaps);
    }
}
