package com.k2.sequence.operator;

import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.KeyedValues;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/** A keyed state of an operator. The operator's current key is set for each access. */
final class FlinkKeyedValues<V> implements KeyedValues<V> {

    private final AbstractStreamOperator<?> operator;
    private final String name;
    private final ValueState<V> state;

    FlinkKeyedValues(
            AbstractStreamOperator<?> operator,
            KeyedStateStore states,
            ValueStateDescriptor<V> descriptor) {
        this.operator = operator;
        this.name = descriptor.getName();
        this.state = states.getState(descriptor);
    }

    @Override
    public V get(InstrumentKey key) throws IOException {
        operator.setCurrentKey(key);
        return state.value();
    }

    @Override
    public void put(InstrumentKey key, V value) throws IOException {
        operator.setCurrentKey(key);
        state.update(value);
    }

    @Override
    public void remove(InstrumentKey key) {
        operator.setCurrentKey(key);
        state.clear();
    }

    @Override
    public Stream<InstrumentKey> keys() {
        return backend().getKeys(name, VoidNamespace.INSTANCE);
    }

    @Override
    public KeySweep sweep() {
        return FlinkKeySweep.of(backend(), name);
    }

    private KeyedStateBackend<InstrumentKey> backend() {
        return operator.getKeyedStateBackend();
    }
}
