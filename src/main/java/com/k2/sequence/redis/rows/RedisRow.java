package com.k2.sequence.redis.rows;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.util.List;
import java.util.Objects;

/**
 * A row as a list shows it.
 *
 * @param key never null
 * @param state the values of {@link StateFields#ALL}, in their order, each null where it is empty
 * @param position {@code topic/partition@offset} of the newest message, never null
 */
public record RedisRow(InstrumentKey key, List<Object> state, String position) {

    public RedisRow {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(position, "position");
    }

    /** The value of a field of the state; null where it is empty. */
    public Object value(StateField field) {
        return state.get(StateFields.ALL.list().indexOf(field));
    }

    /** The last accepted number; null where the key was cleared. */
    public Long lastSequence() {
        return (Long) value(StateFields.LAST_SEQ);
    }

    /**
     * When the message of that number was, in nanoseconds since 1970-01-01T00:00:00Z; null where
     * the key was cleared, or its last number set by hand.
     */
    public Long lastTimestamp() {
        return (Long) value(StateFields.LAST_TS);
    }

    /** Gaps since the last reset. */
    public long gapCount() {
        return (Long) value(StateFields.GAP_COUNT);
    }

    /** Resets ever. */
    public long resetCount() {
        return (Long) value(StateFields.RESET_COUNT);
    }

    /** Whether the key was cleared: its next message is the first of its key. */
    public boolean isCleared() {
        return lastSequence() == null;
    }
}
