package com.k2.sequence.benchmark.engine.peer;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.rule.TrackingRule;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Flink's keyed state alone: the same rule, nothing in Redis. The growth benchmark's peer too. */
public final class KeyedStatePeer
        extends KeyedProcessFunction<InstrumentKey, SequencedMessage, CheckedRecord> {

    private transient SequenceTracker tracker;
    private transient ValueState<SequenceState> states;

    @Override
    public void open(OpenContext context) {
        tracker = new SequenceTracker(TrackingRule.DEFAULT);
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "state", SequenceStateSerializer.INSTANCE));
    }

    @Override
    public void processElement(
            SequencedMessage message, Context context, Collector<CheckedRecord> out)
            throws Exception {
        SequenceState last = states.value();
        SequenceTransition transition = tracker.track(last, message, message.timestamp());
        if (transition.state() != last) {
            states.update(transition.state());
        }
        out.collect(
                new CheckedRecord(
                        message.record(), message.instrument(), transition.verdict(), false));
    }
}
