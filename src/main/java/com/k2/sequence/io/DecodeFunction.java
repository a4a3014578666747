package com.k2.sequence.io;

import com.k2.sequence.io.DeadLetter.Reason;
import com.k2.sequence.io.field.FeedFields;
import com.k2.sequence.io.json.JsonMessageDecoder;
import com.k2.sequence.logging.RateLimit;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes the records of one source: messages with a sequence number go on, the others leave by
 * {@link DecodeOutputs}. Nothing a record holds makes it fail.
 */
public final class DecodeFunction extends ProcessFunction<SourceRecord, SequencedMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(DecodeFunction.class);

    private static final int LOGGED_PER_INTERVAL = 10;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final String sourceName;
    private final FeedFields fields;
    private final UnsequencedPolicy unsequencedPolicy;
    private final int maxRecordBytes;

    private transient JsonMessageDecoder decoder;
    private transient RateLimit logLimit;
    private transient Map<Reason, Counter> deadLetters;
    private transient Counter unsequenced;

    /**
     * @param sourceName what options and log lines call the source
     * @param unsequencedPolicy what becomes of a readable message without a sequence number
     * @param maxRecordBytes most bytes of a record's key, value and headers together
     */
    public DecodeFunction(
            String sourceName,
            FeedFields fields,
            UnsequencedPolicy unsequencedPolicy,
            int maxRecordBytes) {
        this.sourceName = sourceName;
        this.fields = fields;
        this.unsequencedPolicy = unsequencedPolicy;
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public void open(OpenContext openContext) {
        decoder = new JsonMessageDecoder(fields, maxRecordBytes);
        logLimit = new RateLimit(LOGGED_PER_INTERVAL, LOG_INTERVAL);
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        unsequenced = metrics.counter("unsequenced");
        deadLetters = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            deadLetters.put(
                    reason, metrics.addGroup("reason", reason.word()).counter("dead_letters"));
        }
    }

    @Override
    public void processElement(
            SourceRecord record, Context context, Collector<SequencedMessage> out) {
        Decoded decoded = decoder.decode(record);
        if (decoded instanceof SequencedMessage message) {
            out.collect(message);
        } else if (decoded instanceof DeadLetter deadLetter) {
            bury(deadLetter, context);
        } else {
            pass(record, context);
        }
    }

    private void pass(SourceRecord record, Context context) {
        unsequenced.inc();
        switch (unsequencedPolicy) {
            case PASS ->
                    context.output(DecodeOutputs.UNSEQUENCED, CheckedRecord.unsequenced(record));
            case DROP -> {}
            case DEAD_LETTER ->
                    bury(
                            new DeadLetter(
                                    record,
                                    Reason.MISSING_FIELD,
                                    fields.sequenceField()
                                            + " (sequence-field) is absent or null; such messages"
                                            + " pass or are dropped if unsequenced is set so"),
                            context);
        }
    }

    private void bury(DeadLetter deadLetter, Context context) {
        deadLetters.get(deadLetter.reason()).inc();
        context.output(DecodeOutputs.DEAD_LETTERS, deadLetter);
        long suppressed = logLimit.suppressedBefore(System.nanoTime());
        if (suppressed != RateLimit.SUPPRESS) {
            LOG.warn(
                    "Dead letter from source {} at {}: {}: {} ({} more were not logged before it)",
                    sourceName,
                    deadLetter.record().position(),
                    deadLetter.reason().word(),
                    deadLetter.message(),
                    suppressed);
        }
    }
}
