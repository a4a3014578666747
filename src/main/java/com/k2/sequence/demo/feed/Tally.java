package com.k2.sequence.demo.feed;

import com.k2.sequence.io.DeadLetter;
import com.k2.sequence.tracking.GapSeverity;
import com.k2.sequence.tracking.SequenceVerdict;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often each {@link Outcome} occurred. Threads may read while others count. */
public final class Tally {

    private final AtomicLongArray counts = new AtomicLongArray(Outcome.values().length);

    public long count(Outcome outcome) {
        return counts.get(outcome.ordinal());
    }

    /** Whether every outcome occurred as often there as here. */
    public boolean equalTo(Tally other) {
        for (Outcome outcome : Outcome.values()) {
            if (count(outcome) != other.count(outcome)) {
                return false;
            }
        }
        return true;
    }

    public void add(Outcome outcome) {
        add(outcome, 1);
    }

    public void add(Outcome outcome, long times) {
        counts.addAndGet(outcome.ordinal(), times);
    }

    public void add(DeadLetter.Reason reason) {
        add(Outcome.of(reason));
    }

    /** Counts a verdict, a gap's size and severity included. */
    public void add(SequenceVerdict verdict) {
        if (verdict.severity() == null) {
            add(Outcome.of(verdict.type()));
        } else {
            addGap(verdict.severity(), verdict.gapSize());
        }
    }

    public void addGap(GapSeverity severity, long size) {
        add(Outcome.GAP);
        add(Outcome.of(severity));
        add(Outcome.MISSING, size);
    }
}
