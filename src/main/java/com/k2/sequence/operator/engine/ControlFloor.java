package com.k2.sequence.operator.engine;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The control number that keys begin with, which rises with each command that clears all keys. An
 * attempt that was given up may have met a key, cleared it by that command and written its row; the
 * attempt that goes on meets the key after the command. With a number of 0 its updates would be
 * refused. Every subtask snapshots it, so it survives any change of parallelism.
 */
public final class ControlFloor {

    private static final ListStateDescriptor<Long> STATE =
            new ListStateDescriptor<>("control-floor", LongSerializer.INSTANCE);

    private final ListState<Long> state;
    private long value;

    private ControlFloor(ListState<Long> state) {
        this.state = state;
    }

    public static ControlFloor restore(StateInitializationContext context) throws Exception {
        ControlFloor floor =
                new ControlFloor(context.getOperatorStateStore().getUnionListState(STATE));
        for (Long found : floor.state.get()) {
            floor.raise(found);
        }
        return floor;
    }

    /** 0 before any such command. */
    public long value() {
        return value;
    }

    public void raise(long barrier) {
        value = Math.max(value, barrier);
    }

    public void snapshot() throws Exception {
        state.update(List.of(value));
    }
}
