package com.k2.sequence.benchmark.growth;

import com.k2.sequence.io.CheckedRecord;
import com.k2.sequence.io.SequencedMessage;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.TrackingRules;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The same rule on Flink's keyed state and nothing else: what the state backend costs. */
final class KeyedStateTracking
        extends KeyedProcessFunction<InstrumentKey, SequencedMessage, CheckedRecord> {

    private transient SequenceTracker tracker;
    private transient ValueState<long[]> states;

    @Override
    public void open(OpenContext context) {
        tracker = new SequenceTracker(TrackingRules.DEFAULT);
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "sequences", LongPrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void processElement(
            SequencedMessage message, Context context, Collector<CheckedRecord> out)
            throws Exception {
        long[] kept = states.value();
        SequenceState last =
                kept == null ? null : new SequenceState(kept[0], kept[1], kept[2], kept[3]);
        SequenceTransition transition =
                tracker.track(last, message.sequence(), message.timestamp());
        SequenceState now = transition.state();
        if (now != last) {
            states.update(
                    new long[] {
                        now.lastSequence(), now.lastTimestamp(), now.gapCount(), now.resetCount()
                    });
        }
        out.collect(
                new CheckedRecord(
                        message.record(), message.instrument(), transition.verdict(), false));
    }
}
