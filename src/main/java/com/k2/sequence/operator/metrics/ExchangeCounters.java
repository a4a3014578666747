package com.k2.sequence.operator.metrics;

import static com.k2.sequence.operator.metrics.SequenceMetric.*;

import com.k2.sequence.tracking.verdict.EventKind;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictDetail;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/** The counters of one exchange; counted by the task's thread alone. */
final class ExchangeCounters {

    /** How many there are. */
    static final int COUNTERS = 10 + EventKind.values().length;

    private final MetricGroup group;
    private final Counter messages;
    private final Map<EventKind, Counter> events = new EnumMap<>(EventKind.class);
    private final Counter missing;
    private final Counter gapsLog;
    private final Counter gapsAlert;
    private final Counter gapsHalt;
    private final Counter replayed;

    /** Those that only feeds of the larger rule have, from the first time on. */
    private final Map<SequenceMetric, Counter> larger = new EnumMap<>(SequenceMetric.class);

    /** Whether it counted since {@link #takeUsed} was asked. */
    private boolean used = true;

    ExchangeCounters(MetricGroup group) {
        this.group = group;
        for (EventKind kind : EventKind.values()) {
            events.put(kind, group.counter(kind.metricName()));
        }
        messages = group.counter(MESSAGES.metricName());
        missing = group.counter(MISSING.metricName());
        gapsLog = group.counter(GAPS_LOG.metricName());
        gapsAlert = group.counter(GAPS_ALERT.metricName());
        gapsHalt = group.counter(GAPS_HALT.metricName());
        replayed = group.counter(REPLAYED.metricName());
    }

    void judged(SequenceVerdict verdict) {
        used = true;
        if (verdict.detail() != null) {
            judgedByTheLargerRule(verdict);
            return;
        }
        messages.inc();
        if (verdict.type() == VerdictType.NORMAL) {
            return;
        }
        raised(verdict);
    }

    private void judgedByTheLargerRule(SequenceVerdict verdict) {
        VerdictDetail detail = verdict.detail();
        if (detail.heartbeat()) {
            count(HEARTBEATS, 1);
        } else {
            messages.inc();
        }
        if (detail.expectedDuplicate()) {
            count(DUPLICATES_EXPECTED, 1);
        }
        count(NUMBERS_FILLED, detail.filled());
        count(GAPS_FILLED, detail.gaps().filled());
        if (verdict.event() != null) {
            raised(verdict);
        }
    }

    private void count(SequenceMetric metric, long times) {
        if (times > 0) {
            larger.computeIfAbsent(metric, absent -> group.counter(absent.metricName())).inc(times);
        }
    }

    private void raised(SequenceVerdict verdict) {
        events.get(verdict.event()).inc();
        missing.inc(verdict.missing());
        if (verdict.type() == VerdictType.GAP) {
            gap(verdict);
        }
    }

    void replayed() {
        used = true;
        messages.inc();
        replayed.inc();
    }

    private void gap(SequenceVerdict verdict) {
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
