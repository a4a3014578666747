package com.k2.sequence.benchmark.engine.peer;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTransition;
import java.util.Map;

/** How the peers that have their state in Redis alone keep it: a hash a key. */
public final class PeerRows {

    public static final String PREFIX = "peer";

    private PeerRows() {}

    static String key(InstrumentKey instrument) {
        return PREFIX + ':' + instrument.exchange() + ':' + instrument.symbol();
    }

    /** The state of a key; null where Redis has none. */
    static SequenceState state(Map<String, String> row) {
        return row.isEmpty()
                ? null
                : new SequenceState(
                        Long.parseLong(row.get("last_seq")),
                        Long.parseLong(row.get("last_ts")),
                        Long.parseLong(row.get("gap_count")),
                        Long.parseLong(row.get("reset_count")));
    }

    static Map<String, String> row(SequenceState state) {
        return Map.of(
                "last_seq", Long.toString(state.lastSequence()),
                "last_ts", Long.toString(state.lastTimestamp()),
                "gap_count", Long.toString(state.gapCount()),
                "reset_count", Long.toString(state.resetCount()));
    }

    static CheckedRecord checked(SequencedMessage message, SequenceTransition transition) {
        return new CheckedRecord(
                message.record(), message.instrument(), transition.verdict(), false);
    }
}
