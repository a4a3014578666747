package com.k2.sequence.flow;

import com.k2.sequence.logging.RateLimit;
import com.k2.sequence.message.SourceRecord;
import java.time.Duration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the messages of a source that were given the Kafka record's time, since their own could
 * not be read, and logs one now and then. Used by the function's thread.
 */
final class RecordTimes {

    private static final Logger LOG = LoggerFactory.getLogger(DecodeFunction.class);

    /** A feed may write all its times in a form that can't be read: that is no news. */
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);

    private final String sourceName;
    private final Counter counter;
    private final RateLimit logLimit = new RateLimit(1, LOG_INTERVAL);

    /**
     * @param sourceName what log lines call the source
     */
    RecordTimes(String sourceName, MetricGroup metrics) {
        this.sourceName = sourceName;
        this.counter = metrics.counter("invalid_timestamps");
    }

    /** A message was given its record's time. */
    void taken(SourceRecord record, String problem) {
        counter.inc();
        long suppressed = logLimit.suppressedBefore(System.nanoTime());
        if (suppressed != RateLimit.SUPPRESS) {
            LOG.warn(
                    "Source {} at {}: {}; the record's own time was taken ({} more were not logged"
                            + " before it). Set timestamp-format of this source to the form that the"
                            + " feed writes.",
                    sourceName,
                    record.position(),
                    problem,
                    suppressed);
        }
    }
}
