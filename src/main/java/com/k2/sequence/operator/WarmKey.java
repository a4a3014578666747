package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SourcePosition;

/**
 * A key that is warm, and what is under way for it: {@link WarmKeys} sees to it that keyed state
 * learns of its changes, {@link UpdateBuffer} that the store does. Used by one thread.
 */
final class WarmKey {

    private final InstrumentKey instrument;
    private TrackedSequence tracked;

    /** Whether keyed state has yet to learn of {@code tracked}. For {@link WarmKeys} alone. */
    boolean changed;

    /** The newest message the store has yet to be told of; null where it was told of all. */
    private SourcePosition unsent;

    /** When that began. */
    private long unsentSince;

    WarmKey(InstrumentKey instrument, TrackedSequence tracked) {
        this.instrument = instrument;
        this.tracked = tracked;
    }

    InstrumentKey instrument() {
        return instrument;
    }

    TrackedSequence tracked() {
        return tracked;
    }

    /** For {@link WarmKeys} alone, which keeps keyed state in step. */
    void setTracked(TrackedSequence now) {
        tracked = now;
    }

    boolean isUnsent() {
        return unsent != null;
    }

    /** In the clock of whoever called {@link #beginUnsent}; of no meaning while nothing is. */
    long unsentSince() {
        return unsentSince;
    }

    /** The store has not been told of this message, nor was anything unsent before it. */
    void beginUnsent(SourcePosition position, long now) {
        unsent = position;
        unsentSince = now;
    }

    /** A further message the store has not been told of. */
    void moveUnsent(SourcePosition position) {
        unsent = position;
    }

    /** The update that tells the store of everything; what follows is unsent anew. */
    SequenceUpdate takeUpdate() {
        SequenceUpdate update = toUpdate();
        unsent = null;
        return update;
    }

    SequenceUpdate toUpdate() {
        return tracked.toUpdate(instrument, unsent);
    }
}
