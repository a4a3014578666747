package com.k2.sequence.operator.buffer;

import com.k2.sequence.operator.port.KeyedValues;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * When the state of each key changed last, by the time of day: a state of its own beside that of
 * the key, which only a job with {@code state.ttl} has. Used by the task's thread.
 */
public class KeyStamps {

    /** Stamps nothing. */
    public static final KeyStamps NONE =
            new KeyStamps(null, null) {
                @Override
                void stamp(InstrumentKey key) {}

                @Override
                void remove(InstrumentKey key) {}
            };

    private final KeyedValues<Long> changed;
    private final LongSupplier timeOfDay;

    /**
     * @param timeOfDay in milliseconds since 1970
     */
    public KeyStamps(KeyedValues<Long> changed, LongSupplier timeOfDay) {
        this.changed = changed;
        this.timeOfDay = timeOfDay;
    }

    void stamp(InstrumentKey key) throws IOException {
        changed.put(key, timeOfDay.getAsLong());
    }

    void remove(InstrumentKey key) {
        changed.remove(key);
    }

    /** When a key changed last; null for a key without a stamp. */
    public Long of(InstrumentKey key) throws IOException {
        return changed.get(key);
    }

    /**
     * Whether it is as long ago. A key without a stamp, from before there were any, gets one now.
     */
    public boolean isOlderThan(long millis, InstrumentKey key) throws IOException {
        Long stamp = changed.get(key);
        if (stamp == null) {
            stamp(key);
            return false;
        }
        return timeOfDay.getAsLong() - stamp >= millis;
    }
}
