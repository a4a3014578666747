package com.k2.sequence.io;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SourcePosition;

/**
 * What a person tells the job to do to one key.
 *
 * @param id the sender's own name of the command, under which it is acknowledged, never null
 * @param kind never null
 * @param instrument the key, never null
 * @param lastSequence of {@link Kind#SET} the number that counts as the last one, from 0; of no
 *     meaning otherwise
 * @param position where the command stands in the control topic, never null
 */
public record ControlCommand(
        String id, Kind kind, InstrumentKey instrument, long lastSequence, SourcePosition position)
        implements DecodedCommand {

    /** What to do; the names are those in the control topic. */
    public enum Kind {
        /** Forget the key: its next message is the first one. */
        CLEAR,
        /** Take a number for the last one of the key. */
        SET
    }
}
