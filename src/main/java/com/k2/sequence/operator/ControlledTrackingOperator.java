package com.k2.sequence.operator;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.engine.CommandEngine;
import com.k2.sequence.operator.engine.TrackingEngine;
import com.k2.sequence.tracking.InstrumentKey;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A {@link CommandEngine} as an operator of Flink.
 *
 * <p>The inputs are independent: watermarks and idleness are those of the messages. Commands are an
 * input of their own, since in a stream of messages and commands each message would have to be
 * asked which it is; without a control topic there is no such input.
 */
final class ControlledTrackingOperator extends AbstractStreamOperator<CheckedRecord>
        implements TwoInputStreamOperator<SequencedMessage, Command, CheckedRecord>,
                BoundedMultiInput,
                EngineOperator {

    private final transient EngineTask task;
    private transient CommandEngine commands;
    private transient TrackingEngine engine;

    ControlledTrackingOperator(
            StreamOperatorParameters<CheckedRecord> parameters, TrackingSetup setup) {
        super(parameters);
        task = new EngineTask(setup, parameters);
    }

    @Override
    public EngineTask task() {
        return task;
    }

    @Override
    public TrackingEngine engine() {
        return engine;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        commands = task.restore(this, output, context, CommandEngine::new);
        engine = commands.tracking();
    }

    @Override
    public void open() throws Exception {
        super.open();
        commands.open();
    }

    /** Does nothing, as in {@link SequenceTrackingOperator}. */
    @Override
    @SuppressWarnings("rawtypes") // Flink's own signature
    public void setKeyContextElement1(StreamRecord element) {}

    @Override
    public void processElement1(StreamRecord<SequencedMessage> element) throws Exception {
        engine.process(element.getValue(), element.getTimestamp());
    }

    @Override
    public void processElement2(StreamRecord<Command> element) {
        Command command = element.getValue();
        if (command.kind().isForAllKeys() || isOwn(command.instrument())) {
            commands.add(command);
        }
    }

    private boolean isOwn(InstrumentKey key) {
        TaskInfo info = getRuntimeContext().getTaskInfo();
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        key,
                        info.getMaxNumberOfParallelSubtasks(),
                        info.getNumberOfParallelSubtasks())
                == info.getIndexOfThisSubtask();
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        if (!engine.hold(() -> processWatermark(mark))) {
            processWatermark(mark);
        }
    }

    @Override
    public void processWatermark2(Watermark mark) {
        // Commands have no time.
    }

    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
        if (input == 0 && !engine.hold(() -> processWatermarkStatus(status))) {
            processWatermarkStatus(status);
        }
    }

    /** Called at the end of each input. */
    @Override
    public void endInput(int input) throws Exception {
        commands.endInput();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        commands.beforeBarrier();
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId,
            long timestamp,
            CheckpointOptions options,
            CheckpointStreamFactory factory)
            throws Exception {
        commands.barrier(checkpointId, timestamp, EngineTask.isLast(options));
        return task.afterFlush(super.snapshotState(checkpointId, timestamp, options, factory));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        commands.snapshot(context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        commands.checkpointComplete(checkpointId);
    }

    @Override
    public void close() throws Exception {
        task.close();
        super.close();
    }
}
