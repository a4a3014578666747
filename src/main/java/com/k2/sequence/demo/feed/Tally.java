package com.k2.sequence.demo.feed;

import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often each {@link Outcome} occurred. Threads may read while others count. */
public final class Tally {

    /** The other outcomes are details of a gap. */
    private static final Set<Outcome> MESSAGES =
            EnumSet.complementOf(EnumSet.range(Outcome.GAP_MINOR, Outcome.MISSING));

    private final AtomicLongArray counts = new AtomicLongArray(Outcome.values().length);

    public long count(Outcome outcome) {
        return counts.get(outcome.ordinal());
    }

    /** How many messages there were in all. */
    public long messages() {
        return MESSAGES.stream().mapToLong(this::count).sum();
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
