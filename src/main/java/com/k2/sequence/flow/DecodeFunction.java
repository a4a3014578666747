package com.k2.sequence.flow;

import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.MessageDecoderFactory;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.DecodedBatch;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.UnsequencedPolicy;
import com.k2.sequence.operator.FailedRecords;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes the records of one source: messages with a sequence number go on, the others leave by
 * {@link DecodeOutputs}. Nothing a record holds makes it fail.
 */
public final class DecodeFunction extends ProcessFunction<SourceRecord, SequencedMessage>
        implements CheckpointedFunction {

    private final String sourceName;
    private final FeedFields fields;
    private final UnsequencedPolicy unsequencedPolicy;
    private final int maxRecordBytes;
    private final MessageDecoderFactory decoders;
    private final boolean bounded;

    private transient RetentionMarks marks;

    /** Null since a message had a sequence number. */
    private transient SequenceFieldWatch watch;

    private transient MessageDecoder decoder;
    private transient DeadLetterOutput deadLetters;
    private transient RecordTimes recordTimes;
    private transient Counter unsequenced;

    /**
     * @param sourceName what options and log lines call the source
     * @param unsequencedPolicy what becomes of a readable message without a sequence number
     * @param maxRecordBytes most bytes of a record's key, value and headers together
     * @param decoders of the format that the source is written in
     * @param bounded whether the source ends
     */
    public DecodeFunction(
            String sourceName,
            FeedFields fields,
            UnsequencedPolicy unsequencedPolicy,
            int maxRecordBytes,
            MessageDecoderFactory decoders,
            boolean bounded) {
        this.sourceName = sourceName;
        this.fields = fields;
        this.unsequencedPolicy = unsequencedPolicy;
        this.maxRecordBytes = maxRecordBytes;
        this.decoders = decoders;
        this.bounded = bounded;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        marks =
                new RetentionMarks(
                        context,
                        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0,
                        bounded);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        marks.snapshot();
    }

    @Override
    public void open(OpenContext openContext) {
        decoder = decoders.open(fields, maxRecordBytes);
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        unsequenced = metrics.counter("unsequenced");
        watch =
                fields.sequenceField() == null
                        ? null
                        : new SequenceFieldWatch(
                                sourceName,
                                fields.sequenceField().toString(),
                                unsequencedPolicy,
                                metrics,
                                System::nanoTime);
        deadLetters = new DeadLetterOutput(sourceName, metrics);
        recordTimes = new RecordTimes(sourceName, metrics);
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
    }

    @Override
    public void processElement(SourceRecord read, Context context, Collector<SequencedMessage> out)
            throws InterruptedException {
        try {
            process(read, context, out);
        } catch (RuntimeException | Error e) {
            FailedRecords.failed(
                    getRuntimeContext().getJobInfo().getJobId(),
                    "Decode " + sourceName,
                    read.position(),
                    e);
            throw e;
        }
    }

    private void process(SourceRecord read, Context context, Collector<SequencedMessage> out)
            throws InterruptedException {
        SourceRecord record = marks.marked(read);
        Decoded decoded = decoder.decode(record);
        if (decoded instanceof DecodedBatch batch) {
            unsequenced.inc(batch.unsequenced());
            if (batch.unreadable() != null) {
                process(batch.unreadable(), record, context, out);
            }
            for (SequencedMessage message : batch.messages()) {
                out.collect(message);
            }
            if (!batch.messages().isEmpty()) {
                found(record);
            }
        } else {
            process(decoded, record, context, out);
        }
    }

    private void process(
            Decoded decoded,
            SourceRecord record,
            Context context,
            Collector<SequencedMessage> out) {
        if (decoded instanceof SequencedMessage message) {
            found(record);
            out.collect(message);
        } else if (decoded instanceof DeadLetter deadLetter) {
            if (watch != null && deadLetter.reason().isOfAField()) {
                endWatch();
            }
            deadLetters.emit(deadLetter, context);
        } else {
            if (watch != null) {
                watch.missing(() -> fieldNames(record));
            }
            pass(record, context);
        }
    }

    /** The record has a message that is tracked. */
    private void found(SourceRecord record) {
        if (watch != null) {
            endWatch();
        }
        String timeProblem = decoder.timeProblem();
        if (timeProblem != null) {
            recordTimes.taken(record, timeProblem);
        }
    }

    private void endWatch() {
        watch.found();
        watch = null;
    }

    private List<String> fieldNames(SourceRecord record) {
        try {
            return decoder.fieldNames(record);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private void pass(SourceRecord record, Context context) {
        unsequenced.inc();
        switch (unsequencedPolicy) {
            case PASS ->
                    context.output(DecodeOutputs.UNSEQUENCED, CheckedRecord.unsequenced(record));
            case DROP -> {}
            case DEAD_LETTER ->
                    deadLetters.emit(
                            new DeadLetter(
                                    record,
                                    Reason.MISSING_FIELD,
                                    fields.sequenceField()
                                            + " (sequence-field) is absent or null; such messages"
                                            + " pass or are dropped if unsequenced is set so"),
                            context);
        }
    }
}
