package com.k2.sequence.store;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.SequenceState;
import java.util.Objects;

/**
 * The store's row of one key.
 *
 * @param state the state after the newest message; null where the key was cleared since: nothing is
 *     known of it but the position
 * @param position the newest message of the key, whatever its verdict, never null
 * @param lineage the lineage of the job that wrote the row
 * @param base what that lineage found when it first met the key; null where it found nothing
 * @param moves how often the key's messages had gone on in another partition or topic since that
 *     lineage met it, from 0
 * @param control orders the row among those of its lineage before all else: rises with each command
 *     that is applied to the key, 0 without one
 * @param submission when the job that wrote the row was submitted, in milliseconds since 1970; not
 *     before its lineage
 */
public record StoredSequence(
        SequenceState state,
        SourcePosition position,
        long lineage,
        SequenceBase base,
        long moves,
        long control,
        long submission) {

    public StoredSequence {
        Objects.requireNonNull(position, "position");
    }

    /** The row of a job that was not restored. */
    public StoredSequence(
            SequenceState state,
            SourcePosition position,
            long lineage,
            SequenceBase base,
            long moves,
            long control) {
        this(state, position, lineage, base, moves, control, lineage);
    }

    /** The row of such a job, and of a key that has had no command. */
    public StoredSequence(
            SequenceState state,
            SourcePosition position,
            long lineage,
            SequenceBase base,
            long moves) {
        this(state, position, lineage, base, moves, 0);
    }

    /**
     * What a job of the given lineage starts a key from that it does not know: the whole state of
     * another lineage, but of its own lineage only the base. A row of its own says that the job met
     * the key after the checkpoint it now resumes from; the row's state is then its own future, and
     * the messages behind it are about to come again.
     *
     * @return null where the key starts from nothing
     */
    public SequenceBase baseFor(long readerLineage) {
        return lineage == readerLineage ? base : new SequenceBase(state, position, lineage);
    }
}
