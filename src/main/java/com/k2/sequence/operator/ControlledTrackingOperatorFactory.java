package com.k2.sequence.operator;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.store.SequenceStoreFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/**
 * Makes the operator that tracks sequences and takes commands. Its first input is keyed by {@link
 * SequencedMessage#instrument()}; of commands every task gets all. For the rest it is as {@link
 * SequenceTrackingOperatorFactory} makes it, and restores what that one has left.
 */
public final class ControlledTrackingOperatorFactory
        extends AbstractStreamOperatorFactory<CheckedRecord>
        implements TwoInputStreamOperatorFactory<SequencedMessage, Command, CheckedRecord> {

    private final TrackingSetup setup;

    public ControlledTrackingOperatorFactory(
            TrackingSettings settings, SequenceStoreFactory storeFactory) {
        this(settings, storeFactory, WarmKeys.HELD_BY_HEAP);
    }

    /**
     * @param maxWarmKeysHeld as {@link WarmKeys} takes it, or {@link WarmKeys#HELD_BY_HEAP}
     */
    ControlledTrackingOperatorFactory(
            TrackingSettings settings, SequenceStoreFactory storeFactory, int maxWarmKeysHeld) {
        this.setup = new TrackingSetup(settings, storeFactory, maxWarmKeysHeld);
    }

    @Override
    @SuppressWarnings("unchecked") // the interface's own promise
    public <T extends StreamOperator<CheckedRecord>> T createStreamOperator(
            StreamOperatorParameters<CheckedRecord> parameters) {
        return (T) new ControlledTrackingOperator(parameters, setup);
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface's own signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return ControlledTrackingOperator.class;
    }
}
