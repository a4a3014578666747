package com.k2.sequence.message;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;

/**
 * What a person tells the job to do to one key, or to all keys of a pattern.
 *
 * @param id the sender's own name of the command, under which it is acknowledged, never null
 * @param kind never null
 * @param instrument the key, or of a kind for all keys the {@link #pattern()} of exchange and
 *     symbol, never null
 * @param lastSequence of {@link Kind#SET} the number that counts as the last one, from 0; of no
 *     meaning otherwise
 * @param position where the command stands in the control topic, never null
 */
public record ControlCommand(
        String id, Kind kind, InstrumentKey instrument, long lastSequence, SourcePosition position)
        implements DecodedCommand {

    /** Of a command for all keys: those that are meant. */
    public KeyPattern pattern() {
        return new KeyPattern(instrument.exchange(), instrument.symbol());
    }

    /** What to do; the names are those in the control topic. */
    public enum Kind {
        /** Forget the key: its next message is the first one. */
        CLEAR,
        /** Take a number for the last one of the key. */
        SET,
        /** Forget all keys. */
        CLEAR_ALL,
        /** Write the rows of all keys again. */
        RESYNC;

        /** Whether it goes to every task, and means all keys of a pattern. */
        public boolean isForAllKeys() {
            return this == CLEAR_ALL || this == RESYNC;
        }
    }
}
