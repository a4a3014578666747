package com.k2.sequence.demo.feed;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;

/**
 * One series as it was given out: the injector's own account, by construction rather than by the
 * tracker's rule, of what a tracker must remember.
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

    /** The newest tick that was given out, as it was. */
    Tick newest() {
        return new Tick(instrument, last, lastTimestamp);
    }

    /** Goes on with the feed's next number. */
    Tick advance(Tick clean) {
        last = clean.sequence() + shift;
        lastTimestamp = clean.timestamp();
        return newest();
    }

    /** Leaves out numbers, at least one, and goes on after them. */
    Tick skip(Tick clean, long missing) {
        shift += missing;
        gaps++;
        return advance(clean);
    }

    /** Goes on from a number below half of the last one. */
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
