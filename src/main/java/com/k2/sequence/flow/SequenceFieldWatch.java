package com.k2.sequence.flow;

import com.k2.sequence.message.UnsequencedPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a source that checks nothing since its messages hold no sequence number where the options
 * say: warns once, after the first 1,000 messages of a subtask or 10 minutes of them, and shows it
 * in a metric until a message with a number comes.
 *
 * <p>Used by the task's thread, until the first number; the metric may be read by any thread.
 */
final class SequenceFieldWatch {

    /** 1 while the messages of this subtask hold no sequence number, else 0. */
    static final String SEQUENCE_FIELD_MISSING = "sequence_field_missing";

    private static final Logger LOG = LoggerFactory.getLogger(SequenceFieldWatch.class);
    private static final int MESSAGES = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final String sourceName;
    private final String field;
    private final UnsequencedPolicy policy;
    private final LongSupplier nanoTime;

    private int messages;
    private boolean warned;

    /** Of the first message without a number; read where {@link #begun} is. */
    private long beganAt;

    private volatile boolean begun;
    private volatile boolean missing;
    private volatile boolean found;

    /**
     * @param field where the number should be, as the options have it
     * @param nanoTime now, as {@link System#nanoTime()} counts
     */
    SequenceFieldWatch(
            String sourceName,
            String field,
            UnsequencedPolicy policy,
            MetricGroup metrics,
            LongSupplier nanoTime) {
        this.sourceName = sourceName;
        this.field = field;
        this.policy = policy;
        this.nanoTime = nanoTime;
        metrics.gauge(SEQUENCE_FIELD_MISSING, (Gauge<Integer>) () -> isMissing() ? 1 : 0);
    }

    private boolean isMissing() {
        return !found && (missing || begun && isOver());
    }

    private boolean isOver() {
        return nanoTime.getAsLong() - beganAt >= PATIENCE.toNanos();
    }

    /** A message had a number: there is nothing more to watch. */
    void found() {
        found = true;
    }

    /**
     * A message had none.
     *
     * @param fieldNames the names of what it has, asked for only where they are shown
     */
    void missing(Supplier<List<String>> fieldNames) {
        if (warned) {
            return;
        }
        if (!begun) {
            beganAt = nanoTime.getAsLong();
            begun = true;
        }
        messages++;
        if (messages < MESSAGES && !isOver()) {
            return;
        }
        missing = true;
        warned = true;
        LOG.warn(
                "Source {} checks nothing: none of the first {} messages that this subtask read has"
                        + " {} (source.{}.sequence-field). The last one has these fields: {}. Such"
                        + " messages {}, as source.{}.unsequenced says",
                sourceName,
                String.format(Locale.ROOT, "%,d", messages),
                field,
                sourceName,
                String.join(", ", fieldNames.get()),
                switch (policy) {
                    case PASS -> "pass unchecked";
                    case DROP -> "are dropped";
                    case DEAD_LETTER -> "become dead letters";
                },
                sourceName);
    }
}
