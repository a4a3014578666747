package com.k2.sequence.operator;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The lineage a subtask works as: the one its job was submitted with, or, after a restore, the one
 * in the checkpoint. Every subtask snapshots it and every subtask of a restored job reads all of
 * them, so it survives any change of parallelism.
 */
final class Lineage {

    private static final ListStateDescriptor<Long> STATE =
            new ListStateDescriptor<>("lineage", LongSerializer.INSTANCE);

    private final long value;
    private final ListState<Long> state;

    private Lineage(long value, ListState<Long> state) {
        this.value = value;
        this.state = state;
    }

    static Lineage restoreOr(long submitted, StateInitializationContext context) throws Exception {
        ListState<Long> state = context.getOperatorStateStore().getUnionListState(STATE);
        Long restored = null;
        for (Long found : state.get()) {
            restored = restored == null ? found : Long.valueOf(Math.max(restored, found));
        }
        return new Lineage(restored == null ? submitted : restored, state);
    }

    long value() {
        return value;
    }

    void snapshot() throws Exception {
        state.update(List.of(value));
    }
}
