package com.k2.sequence.operator;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.operator.port.TrackingOutput;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.verdict.EventKind;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The outputs of an operator: messages to the main one, events each to that of its kind. */
final class FlinkTrackingOutput implements TrackingOutput {

    private final Output<StreamRecord<CheckedRecord>> output;
    private final JobID job;

    /** Whoever takes it keeps the value at most, as of each record that an operator emits. */
    private final StreamRecord<CheckedRecord> reused = new StreamRecord<>(null);

    FlinkTrackingOutput(Output<StreamRecord<CheckedRecord>> output, JobID job) {
        this.output = output;
        this.job = job;
    }

    @Override
    public void checked(CheckedRecord message, long time) {
        if (time == NO_TIME) {
            reused.eraseTimestamp();
            output.collect(reused.replace(message));
        } else {
            output.collect(reused.replace(message, time));
        }
    }

    @Override
    public void event(SequenceEvent event, long time) {
        output.collect(
                SequenceOutputs.of(EventKind.of(event.verdict().type())),
                time == NO_TIME ? new StreamRecord<>(event) : new StreamRecord<>(event, time));
    }

    @Override
    public void failed(SourcePosition position, Throwable failure) {
        FailedRecords.failed(job, "Track sequence", position, failure);
    }
}
