package com.k2.sequence.redis;

import com.k2.sequence.tracking.InstrumentKey;
import java.util.Objects;

/**
 * A row as a list shows it.
 *
 * @param key never null
 * @param lastSequence the last accepted number; null where the key was cleared
 * @param lastTimestamp when the message of that number was, in nanoseconds since
 *     1970-01-01T00:00:00Z; null where the key was cleared, or its last number set by hand
 * @param gapCount gaps since the last reset
 * @param resetCount resets ever
 * @param position {@code topic/partition@offset} of the newest message, never null
 */
public record RedisRow(
        InstrumentKey key,
        Long lastSequence,
        Long lastTimestamp,
        long gapCount,
        long resetCount,
        String position) {

    public RedisRow {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(position, "position");
    }

    /** Whether the key was cleared: its next message is the first of its key. */
    public boolean isCleared() {
        return lastSequence == null;
    }
}
