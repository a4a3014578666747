package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SourcePartition;
import com.k2.sequence.tracking.SourcePosition;
import java.util.Objects;

/**
 * What keyed state holds of a key that is warm.
 *
 * @param state what the rule remembers, never null
 * @param base what this lineage found in the store when it first met the key; null where it found
 *     nothing. Kept for good: it is written to the store with every update, so that a restore from
 *     before the first meeting starts from it even if the store has been emptied in between
 * @param source where the key's newest message came from; null before the first one of this lineage
 * @param moves how often that has changed, from 0. Like the verdicts it follows from the messages
 *     alone, so whatever is replayed counts the same, and an attempt that the cluster has given up
 *     can't get ahead of the one that goes on in another partition or a topic created anew
 */
record TrackedSequence(SequenceState state, SequenceBase base, SourcePartition source, long moves) {

    TrackedSequence {
        Objects.requireNonNull(state, "state");
    }

    /** A key that starts from its first message. */
    static TrackedSequence startingWith(SequenceState state, SourcePartition source) {
        return new TrackedSequence(state, null, source, 0);
    }

    /** A key that starts from what another lineage left. */
    static TrackedSequence startingFrom(SequenceBase base) {
        return new TrackedSequence(base.state(), base, null, 0);
    }

    /** What is known after a message from this source. */
    TrackedSequence after(SequenceState newState, SourcePartition newSource) {
        boolean goesOnWhereItWas = source != null && source.isSameAs(newSource);
        if (newState == state && goesOnWhereItWas) {
            return this;
        }
        if (goesOnWhereItWas) {
            // The same, but for its topic's id perhaps: one that is known stays so.
            SourcePartition known = source.topicId() == null ? newSource : source;
            return new TrackedSequence(newState, base, known, moves);
        }
        return new TrackedSequence(newState, base, newSource, source == null ? moves : moves + 1);
    }

    /** Whether the lineage before this one tracked the message at this position already. */
    boolean wasTrackedBefore(SourcePosition position) {
        return base != null && position.isAtOrBefore(base.position());
    }

    /** The update that tells the store, the newest message being at this position. */
    SequenceUpdate toUpdate(InstrumentKey key, SourcePosition position) {
        return new SequenceUpdate(key, state, position, base, moves);
    }
}
