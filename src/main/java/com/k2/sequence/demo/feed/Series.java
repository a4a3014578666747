package com.k2.sequence.demo.feed;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;

/**
 * One series as it was given out: the state that a tracker must have of it, known by construction
 * and not by the tracker's rule.
 */
final class Series {

    private final InstrumentKey instrument;

    /** What gaps and resets have added to the feed's own numbers. */
    private long shift;

    private long last;
    private long lastTimestamp;
    private long gaps;
    private long resets;

    /** A series that begins with this tick. */
    Series(Tick first) {
        this.instrument = first.instrument();
        this.last = first.sequence();
        this.lastTimestamp = first.timestamp();
    }

    long last() {
        return last;
    }

    /** The newest tick that was given out. */
    Tick newest() {
        return new Tick(instrument, last, lastTimestamp);
    }

    /** Continues with the feed's next number. */
    Tick advance(Tick clean) {
        last = clean.sequence() + shift;
        lastTimestamp = clean.timestamp();
        return newest();
    }

    /** Skips numbers, at least one, and continues after them. */
    Tick skip(Tick clean, long missing) {
        shift += missing;
        gaps++;
        return advance(clean);
    }

    /** Continues from a number below half of the last one. */
    Tick restart(Tick clean, long sequence) {
        shift = sequence - clean.sequence();
        gaps = 0;
        resets++;
        return advance(clean);
    }

    SequenceState state() {
        return new SequenceState(last, lastTimestamp, gaps, resets);
    }
}
