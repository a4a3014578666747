package com.k2.sequence.message;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;

/**
 * A command to the job, for one key or for all keys of a pattern.
 *
 * @param id the sender's own name of the command, under which it is acknowledged, never null
 * @param kind never null
 * @param instrument the key, or of a kind for all keys the {@link #pattern()} of exchange and
 *     symbol, never null
 * @param lastSequence of {@link Kind#SET} the number that counts as the last one, from 0; otherwise
 *     without meaning
 * @param position the command's position in the control topic, never null
 */
public record Command(
        String id, Kind kind, InstrumentKey instrument, long lastSequence, SourcePosition position)
        implements DecodedCommand {

    /** The keys that a command for all keys is for. */
    public KeyPattern pattern() {
        return new KeyPattern(instrument.exchange(), instrument.symbol());
    }

    /** What to do; the names are those in the control topic. */
    public enum Kind {
        /** Forget the key: its next message is the first one. */
        CLEAR,
        /** Set the last number of the key. */
        SET,
        /** Forget all keys. */
        CLEAR_ALL,
        /** Write the rows of all keys again. */
        RESYNC;

        /** Whether it goes to every task, and is for all keys of a pattern. */
        public boolean isForAllKeys() {
            return this == CLEAR_ALL || this == RESYNC;
        }
    }
}
