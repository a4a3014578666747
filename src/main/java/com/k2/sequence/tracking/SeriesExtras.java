package com.k2.sequence.tracking;

import com.k2.sequence.tracking.rule.NumberCycle;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What only some series remember: wraps, earlier epochs, a run of lower messages, restarts by the
 * schedule, and where the memory of gaps ends.
 */
final class SeriesExtras implements Serializable {

    private static final long serialVersionUID = 1L;

    /** In place of a position or a time where there is none. */
    static final long NONE = Long.MIN_VALUE;

    /** As many earlier epochs are recognised. */
    static final int EPOCHS = 4;

    /** For so long, in log time. */
    private static final long EPOCH_NANOS = 300_000_000_000L;

    /**
     * An epoch that another one has followed.
     *
     * @param ended in log time, in nanoseconds since 1970-01-01T00:00:00Z
     */
    record EndedEpoch(String epoch, long ended) implements Serializable {}

    /** How the numbers wrap; null where they don't. */
    NumberCycle cycle;

    long wraps;

    /** Oldest first. */
    private final ArrayDeque<EndedEpoch> epochs = new ArrayDeque<>();

    /** A log time far ahead of all others, which the next record may confirm; or {@link #NONE}. */
    long farLogTime = NONE;

    /** How many messages below the last one have continued each other, from 0. */
    int runLength;

    /** Where they began and ended, while there are any. */
    long runFirst;

    long runLast;

    /** The last scheduled time that was taken for a restart, in nanoseconds since 1970. */
    long scheduled = NONE;

    /** The highest position that was forgotten. */
    long forgotten = NONE;

    SeriesExtras copy() {
        SeriesExtras copy = new SeriesExtras();
        copy.cycle = cycle;
        copy.wraps = wraps;
        copy.epochs.addAll(epochs);
        copy.farLogTime = farLogTime;
        copy.runLength = runLength;
        copy.runFirst = runFirst;
        copy.runLast = runLast;
        copy.scheduled = scheduled;
        copy.forgotten = forgotten;
        return copy;
    }

    boolean isRecent(String epoch, long logTime) {
        for (EndedEpoch ended : epochs) {
            if (ended.epoch.equals(epoch)) {
                return logTime - ended.ended <= EPOCH_NANOS;
            }
        }
        return false;
    }

    /** Another epoch has followed this one. */
    void ended(String epoch, long logTime) {
        epochs.removeIf(earlier -> earlier.epoch.equals(epoch));
        epochs.addLast(new EndedEpoch(epoch, logTime));
        if (epochs.size() > EPOCHS) {
            epochs.removeFirst();
        }
    }

    /** An epoch that is the current one again is not an earlier one. */
    void begun(String epoch) {
        epochs.removeIf(earlier -> earlier.epoch.equals(epoch));
    }

    /** Oldest first. */
    List<EndedEpoch> epochs() {
        return List.copyOf(epochs);
    }

    void setEpochs(List<EndedEpoch> all) {
        epochs.clear();
        epochs.addAll(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeriesExtras that
                && Objects.equals(cycle, that.cycle)
                && wraps == that.wraps
                && new ArrayList<>(epochs).equals(new ArrayList<>(that.epochs))
                && farLogTime == that.farLogTime
                && runLength == that.runLength
                && (runLength == 0 || runFirst == that.runFirst && runLast == that.runLast)
                && scheduled == that.scheduled
                && forgotten == that.forgotten;
    }

    @Override
    public int hashCode() {
        return Objects.hash(wraps, runLength, scheduled, forgotten);
    }
}
