package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SourcePosition;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/**
 * Updates that a snapshot found unsent, where it does not wait for the store. They are keyed state,
 * so that after a restore at any parallelism each is sent by the subtask that sends its key's later
 * ones. Only the position is kept; the rest of an update stands in the key's own state.
 */
final class UnsentUpdates {

    private static final ValueStateDescriptor<String> POSITIONS =
            new ValueStateDescriptor<>("unsent-positions", StringSerializer.INSTANCE);

    private final AbstractStreamOperator<?> operator;
    private final WarmKeys warmKeys;
    private final ValueState<String> positions;

    /** The keys that have a position in keyed state. */
    private final Set<InstrumentKey> snapshotted = new HashSet<>();

    UnsentUpdates(
            AbstractStreamOperator<?> operator, KeyedStateStore keyedState, WarmKeys warmKeys) {
        this.operator = operator;
        this.warmKeys = warmKeys;
        this.positions = keyedState.getState(POSITIONS);
    }

    /** Keeps exactly these updates for whoever restores from the snapshot that is being taken. */
    void snapshot(Collection<SequenceUpdate> unsent) throws Exception {
        Set<InstrumentKey> sent = new HashSet<>(snapshotted);
        for (SequenceUpdate update : unsent) {
            sent.remove(update.key());
            snapshotted.add(update.key());
            operator.setCurrentKey(update.key());
            positions.update(update.position().toString());
        }
        for (InstrumentKey key : sent) {
            snapshotted.remove(key);
            operator.setCurrentKey(key);
            positions.clear();
        }
    }

    /** Hands on the keys whose newest state the restored snapshot had kept as unsent. */
    void restore(Consumer<WarmKey> unsent) throws Exception {
        KeyedStateBackend<InstrumentKey> backend = operator.getKeyedStateBackend();
        backend.applyToAllKeys(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                POSITIONS,
                (key, position) -> {
                    snapshotted.add(key);
                    SourcePosition newest = SourcePosition.parse(position.value());
                    WarmKey known = warmKeys.find(key); // after which another key may be current
                    warmKeys.restoreNewest(known, newest);
                    unsent.accept(known);
                });
    }
}
