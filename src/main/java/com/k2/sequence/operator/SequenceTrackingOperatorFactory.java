package com.k2.sequence.operator;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.store.SequenceStoreFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Makes the operator that tracks sequences. Its input is keyed by {@link
 * SequencedMessage#instrument()}; its output is every message with its verdict, its side outputs
 * are {@link SequenceOutputs}.
 */
public final class SequenceTrackingOperatorFactory
        extends AbstractStreamOperatorFactory<CheckedRecord>
        implements OneInputStreamOperatorFactory<SequencedMessage, CheckedRecord> {

    private final TrackingSetup setup;

    public SequenceTrackingOperatorFactory(
            TrackingSettings settings, SequenceStoreFactory storeFactory) {
        this(settings, storeFactory, WarmKeys.HELD_BY_HEAP);
    }

    /**
     * @param maxWarmKeysHeld as {@link WarmKeys} takes it, or {@link WarmKeys#HELD_BY_HEAP}
     */
    SequenceTrackingOperatorFactory(
            TrackingSettings settings, SequenceStoreFactory storeFactory, int maxWarmKeysHeld) {
        this.setup = new TrackingSetup(settings, storeFactory, maxWarmKeysHeld);
    }

    @Override
    @SuppressWarnings("unchecked") // the interface's own promise
    public <T extends StreamOperator<CheckedRecord>> T createStreamOperator(
            StreamOperatorParameters<CheckedRecord> parameters) {
        return (T) new SequenceTrackingOperator(parameters, setup);
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface's own signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return SequenceTrackingOperator.class;
    }
}
