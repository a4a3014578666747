package com.k2.sequence.operator.port;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * When the state of a key changed last, by the time of day: a state of its own beside that of the
 * key, which only a job has that asks for it. All is of the operator's current key. Used by the
 * task's thread.
 */
public class KeyStamps {

    /** Stamps nothing. */
    public static final KeyStamps NONE =
            new KeyStamps(null, null) {
                @Override
                public void stamp() {}

                @Override
                public void clear() {}
            };

    private static final ValueStateDescriptor<Long> STATE =
            new ValueStateDescriptor<>("changed", LongSerializer.INSTANCE);

    private final ValueState<Long> changed;
    private final LongSupplier timeOfDay;

    private KeyStamps(ValueState<Long> changed, LongSupplier timeOfDay) {
        this.changed = changed;
        this.timeOfDay = timeOfDay;
    }

    /**
     * @param timeOfDay in milliseconds since 1970
     */
    public static KeyStamps in(KeyedStateStore keyedState, LongSupplier timeOfDay) {
        return new KeyStamps(keyedState.getState(STATE), timeOfDay);
    }

    public void stamp() throws IOException {
        changed.update(timeOfDay.getAsLong());
    }

    public void clear() {
        changed.clear();
    }

    /**
     * Whether it is as long ago. A key without a stamp, from before there were any, gets one now.
     */
    public boolean isOlderThan(long millis) throws IOException {
        Long stamp = changed.value();
        if (stamp == null) {
            stamp();
            return false;
        }
        return timeOfDay.getAsLong() - stamp >= millis;
    }
}
