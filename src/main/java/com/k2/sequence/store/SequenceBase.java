package com.k2.sequence.store;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.SequenceState;
import java.io.Serializable;
import java.util.Objects;

/**
 * What a lineage found in the store when it first met a key: the state that another lineage had
 * left there. Where it found nothing there is no base (null).
 *
 * @param state the state that was found; null where the key had been cleared: then only the
 *     position says anything
 * @param position the newest message behind that state: this one and those before it in its
 *     partition were tracked already; never null
 * @param lineage the lineage that had written it
 */
public record SequenceBase(SequenceState state, SourcePosition position, long lineage)
        implements Serializable {

    public SequenceBase {
        Objects.requireNonNull(position, "position");
    }
}
