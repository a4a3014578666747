package com.k2.sequence.store;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.util.Objects;

/**
 * The newest state of one key, on its way to the store.
 *
 * @param key never null
 * @param state the state after the newest message; null where the key was cleared since
 * @param position the newest message, whatever its verdict, never null
 * @param base what this lineage found when it first met the key; null where it found nothing
 * @param moves how often the key's messages have gone on in another partition or topic since this
 *     lineage met it, from 0: orders updates whose offsets do not compare
 * @param control rises with each command that is applied to the key, 0 without one: orders the
 *     updates of a lineage before moves and offsets do
 */
public record SequenceUpdate(
        InstrumentKey key,
        SequenceState state,
        SourcePosition position,
        SequenceBase base,
        long moves,
        long control) {

    public SequenceUpdate {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(position, "position");
    }

    /** The update of a key that has had no command. */
    public SequenceUpdate(
            InstrumentKey key,
            SequenceState state,
            SourcePosition position,
            SequenceBase base,
            long moves) {
        this(key, state, position, base, moves, 0);
    }
}
