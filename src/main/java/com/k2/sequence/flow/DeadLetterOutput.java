package com.k2.sequence.flow;

import com.k2.sequence.logging.RateLimit;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.SourceRecord;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a decoding function puts the dead letters of its source: counted by reason, and logged so
 * far as a limit allows. Used by the function's thread.
 */
final class DeadLetterOutput {

    /** Of this name also where commands are decoded: one logger to set for all dead letters. */
    private static final Logger LOG = LoggerFactory.getLogger(DecodeFunction.class);

    private static final int LOGGED_PER_INTERVAL = 10;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final String sourceName;
    private final RateLimit logLimit = new RateLimit(LOGGED_PER_INTERVAL, LOG_INTERVAL);
    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    /**
     * @param sourceName what log lines call the source
     */
    DeadLetterOutput(String sourceName, MetricGroup metrics) {
        this.sourceName = sourceName;
        for (Reason reason : Reason.values()) {
            counters.put(reason, metrics.addGroup("reason", reason.word()).counter("dead_letters"));
        }
    }

    /** Sends a dead letter on its way. */
    void emit(DeadLetter deadLetter, ProcessFunction<SourceRecord, ?>.Context context) {
        counters.get(deadLetter.reason()).inc();
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
