package com.k2.sequence.benchmark.job;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Stands where the job tracks, and passes on every message as normal: no state, no store. */
final class NormalVerdicts extends AbstractStreamOperatorFactory<CheckedRecord>
        implements OneInputStreamOperatorFactory<SequencedMessage, CheckedRecord> {

    @Override
    public <T extends StreamOperator<CheckedRecord>> T createStreamOperator(
            StreamOperatorParameters<CheckedRecord> parameters) {
        @SuppressWarnings("unchecked")
        T operator = (T) new Operator(parameters);
        return operator;
    }

    @Override
    public Class<Operator> getStreamOperatorClass(ClassLoader classLoader) {
        return Operator.class;
    }

    private static final class Operator extends AbstractStreamOperator<CheckedRecord>
            implements OneInputStreamOperator<SequencedMessage, CheckedRecord> {

        Operator(StreamOperatorParameters<CheckedRecord> parameters) {
            super(parameters);
        }

        @Override
        public void processElement(StreamRecord<SequencedMessage> element) {
            SequencedMessage message = element.getValue();
            output.collect(
                    element.replace(
                            new CheckedRecord(
                                    message.record(),
                                    message.instrument(),
                                    SequenceVerdict.NOTHING_EXPECTED,
                                    false)));
        }
    }
}
