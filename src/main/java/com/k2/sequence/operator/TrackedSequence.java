package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SourcePosition;
import java.util.Objects;

/**
 * What keyed state holds of a key that is warm.
 *
 * @param state what the rule remembers, never null
 * @param base what this lineage found in the store when it first met the key; null where it found
 *     nothing. Kept for good: it is written to the store with every update, so that a restore from
 *     before the first meeting starts from it even if the store has been emptied in between
 */
record TrackedSequence(SequenceState state, SequenceBase base) {

    TrackedSequence {
        Objects.requireNonNull(state, "state");
    }

    /** A key that starts from what another lineage left. */
    static TrackedSequence startingFrom(SequenceBase base) {
        return new TrackedSequence(base.state(), base);
    }

    TrackedSequence withState(SequenceState newState) {
        return newState == state ? this : new TrackedSequence(newState, base);
    }

    /** Whether the lineage before this one tracked the message at this position already. */
    boolean wasTrackedBefore(SourcePosition position) {
        return base != null && position.isAtOrBefore(base.position());
    }
}
