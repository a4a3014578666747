package com.k2.sequence.operator;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.engine.TrackingEngine;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A {@link TrackingEngine} as an operator of Flink. Where there is a control topic the {@link
 * ControlledTrackingOperator} takes its place, and restores what this one has left.
 */
final class SequenceTrackingOperator extends AbstractStreamOperator<CheckedRecord>
        implements OneInputStreamOperator<SequencedMessage, CheckedRecord>,
                BoundedOneInput,
                EngineOperator {

    private final transient EngineTask task;
    private transient TrackingEngine engine;

    SequenceTrackingOperator(
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
        engine = task.restore(this, output, context, TrackingEngine::new);
    }

    @Override
    public void open() throws Exception {
        super.open();
        engine.open();
    }

    /**
     * Does nothing: with RocksDB setting the key would write each message's key out, and most
     * messages need no keyed state. {@link FlinkKeyedValues} sets it for those that do.
     */
    @Override
    @SuppressWarnings("rawtypes") // Flink's own signature
    public void setKeyContextElement1(StreamRecord element) {}

    @Override
    public void processElement(StreamRecord<SequencedMessage> element) throws Exception {
        engine.process(element.getValue(), element.getTimestamp());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (!engine.hold(() -> super.processWatermark(mark))) {
            super.processWatermark(mark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (!engine.hold(() -> super.processWatermarkStatus(status))) {
            super.processWatermarkStatus(status);
        }
    }

    @Override
    public void endInput() throws Exception {
        engine.endInput();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        engine.beforeBarrier();
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId,
            long timestamp,
            CheckpointOptions options,
            CheckpointStreamFactory factory)
            throws Exception {
        engine.barrier(checkpointId, timestamp, EngineTask.isLast(options));
        return task.afterFlush(super.snapshotState(checkpointId, timestamp, options, factory));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        engine.snapshot(context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        engine.checkpointComplete(checkpointId);
    }

    @Override
    public void close() throws Exception {
        task.close();
        super.close();
    }
}
