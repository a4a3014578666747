package com.k2.sequence.operator;

import com.k2.sequence.operator.port.KeptValues;
import com.k2.sequence.operator.port.KeyedValues;
import com.k2.sequence.operator.port.TaskState;
import com.k2.sequence.operator.port.TrackedSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/**
 * The state of an operator in Flink. Names and serializers stand in savepoints, and may only be
 * added to.
 */
final class FlinkTaskState implements TaskState {

    private static final ValueStateDescriptor<TrackedSequence> SEQUENCES =
            new ValueStateDescriptor<>("sequences", TrackedSequenceSerializer.INSTANCE);
    private static final ValueStateDescriptor<String> MARKS =
            new ValueStateDescriptor<>("unsent-positions", StringSerializer.INSTANCE);
    private static final ValueStateDescriptor<Long> CHANGED =
            new ValueStateDescriptor<>("changed", LongSerializer.INSTANCE);

    private final AbstractStreamOperator<?> operator;
    private final StateInitializationContext context;
    private final TaskInfo task;

    /**
     * @param context good for as long as the states are asked for
     */
    FlinkTaskState(AbstractStreamOperator<?> operator, StateInitializationContext context) {
        this.operator = operator;
        this.context = context;
        this.task = operator.getRuntimeContext().getTaskInfo();
    }

    @Override
    public boolean isRestored() {
        return context.isRestored();
    }

    @Override
    public OptionalLong restoredCheckpoint() {
        return context.getRestoredCheckpointId();
    }

    @Override
    public int task() {
        return task.getIndexOfThisSubtask();
    }

    @Override
    public int tasks() {
        return task.getNumberOfParallelSubtasks();
    }

    @Override
    public KeyedValues<TrackedSequence> sequences() {
        return keyed(SEQUENCES);
    }

    @Override
    public KeyedValues<String> unsentMarks() {
        return keyed(MARKS);
    }

    @Override
    public KeyedValues<Long> changeTimes() {
        return keyed(CHANGED);
    }

    private <V> KeyedValues<V> keyed(ValueStateDescriptor<V> descriptor) {
        return new FlinkKeyedValues<>(operator, context.getKeyedStateStore(), descriptor);
    }

    @Override
    public KeptValues<Long> numbersOfAllTasks(String name) throws Exception {
        return new Kept<>(states().getUnionListState(list(name, LongSerializer.INSTANCE)));
    }

    @Override
    public KeptValues<Map<String, String>> texts(String name) throws Exception {
        return new Kept<>(states().getListState(list(name, text())));
    }

    @Override
    public KeptValues<Map<String, String>> textsOfAllTasks(String name) throws Exception {
        return new Kept<>(states().getUnionListState(list(name, text())));
    }

    private OperatorStateStore states() {
        return context.getOperatorStateStore();
    }

    private static <V> ListStateDescriptor<V> list(String name, TypeSerializer<V> serializer) {
        return new ListStateDescriptor<>(name, serializer);
    }

    private static TypeSerializer<Map<String, String>> text() {
        return new MapSerializer<>(StringSerializer.INSTANCE, StringSerializer.INSTANCE);
    }

    private record Kept<V>(ListState<V> state) implements KeptValues<V> {

        @Override
        public List<V> restored() throws Exception {
            List<V> values = new ArrayList<>();
            state.get().forEach(values::add);
            return values;
        }

        @Override
        public void keep(List<V> values) throws Exception {
            state.update(values);
        }
    }
}
