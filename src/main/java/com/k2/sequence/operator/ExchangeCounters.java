package com.k2.sequence.operator;

import static com.k2.sequence.operator.SequenceMetric.*;

import com.k2.sequence.tracking.SequenceVerdict;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/** The counters of one exchange; counted by the task's thread alone. */
final class ExchangeCounters {

    /** How many there are. */
    static final int COUNTERS = 10;

    private final MetricGroup group;
    private final Counter messages;
    private final Counter gaps;
    private final Counter missing;
    private final Counter duplicates;
    private final Counter outOfOrder;
    private final Counter resets;
    private final Counter gapsLog;
    private final Counter gapsAlert;
    private final Counter gapsHalt;
    private final Counter replayed;

    /** Whether it counted since {@link #takeUsed} was asked. */
    private boolean used = true;

    ExchangeCounters(MetricGroup group) {
        this.group = group;
        messages = group.counter(MESSAGES.metricName());
        gaps = group.counter(GAPS.metricName());
        missing = group.counter(MISSING.metricName());
        duplicates = group.counter(DUPLICATES.metricName());
        outOfOrder = group.counter(OUT_OF_ORDER.metricName());
        resets = group.counter(RESETS.metricName());
        gapsLog = group.counter(GAPS_LOG.metricName());
        gapsAlert = group.counter(GAPS_ALERT.metricName());
        gapsHalt = group.counter(GAPS_HALT.metricName());
        replayed = group.counter(REPLAYED.metricName());
    }

    void judged(SequenceVerdict verdict) {
        used = true;
        messages.inc();
        switch (verdict.type()) {
            case NORMAL -> {}
            case GAP -> gap(verdict);
            case RESET -> resets.inc();
            case DUPLICATE -> duplicates.inc();
            case OUT_OF_ORDER -> outOfOrder.inc();
        }
    }

    void replayed() {
        used = true;
        messages.inc();
        replayed.inc();
    }

    private void gap(SequenceVerdict verdict) {
        gaps.inc();
        missing.inc(verdict.gapSize());
        switch (verdict.severity()) {
            case MINOR -> {}
            case LOG -> gapsLog.inc();
            case ALERT -> gapsAlert.inc();
            case HALT -> gapsHalt.inc();
        }
    }

    /** Whether it counted since this was asked before. */
    boolean takeUsed() {
        boolean wasUsed = used;
        used = false;
        return wasUsed;
    }

    /** They are reported no longer. */
    void close() {
        if (group instanceof AbstractMetricGroup<?> registered) {
            registered.close();
        }
    }
}
