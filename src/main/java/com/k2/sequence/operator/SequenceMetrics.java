package com.k2.sequence.operator;

import static com.k2.sequence.operator.SequenceMetric.*;

import com.k2.sequence.tracking.SequenceVerdict;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What the tracking operator reports, by verbs. The task's thread counts verdicts; round trips and
 * failures may be reported by the store's thread.
 */
final class SequenceMetrics {

    /** An exchange may come from the data: past this many, the rest is counted together. */
    static final int MAX_EXCHANGES = 1000;

    /** The name of that rest. */
    static final String OTHER_EXCHANGES = "(other)";

    private static final int HISTOGRAM_SAMPLES = 1000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final MetricGroup group;
    private final Map<String, ExchangeCounters> exchanges = new HashMap<>();
    private final Counter commands;
    private final Counter lookups;
    private final Counter assumedNew;
    private final Counter updates;
    private final Counter updatesIgnored;
    private final Counter retries;
    private final Counter rowsUnreadable;
    private final Histogram pipelineSize;
    private final Histogram roundTripMillis;
    private volatile boolean outage;

    /**
     * @param clock of the buffer's entries, in milliseconds; may be called by any thread
     */
    SequenceMetrics(
            MetricGroup group,
            UpdateBuffer buffer,
            LongSupplier clock,
            ColdKeyQueue<?, ?> coldKeys) {
        this.group = group;
        commands = counter(COMMANDS_APPLIED);
        lookups = counter(COLD_LOOKUPS);
        assumedNew = counter(COLD_ASSUMED_NEW);
        updates = counter(REDIS_UPDATES);
        updatesIgnored = counter(REDIS_UPDATES_IGNORED);
        retries = counter(REDIS_RETRIES);
        rowsUnreadable = counter(REDIS_ROWS_UNREADABLE);
        pipelineSize = histogram(REDIS_PIPELINE_SIZE);
        roundTripMillis = histogram(REDIS_ROUND_TRIP_MS);
        gauge(COLD_WAITING, coldKeys::size);
        gauge(REDIS_PENDING, buffer::size);
        gauge(REDIS_LAG_MS, () -> lag(buffer.oldestSince(), clock.getAsLong()));
        gauge(REDIS_OUTAGE, () -> outage ? 1 : 0);
    }

    /** A message was judged. */
    void judged(String exchange, SequenceVerdict verdict) {
        ExchangeCounters counters = of(exchange);
        counters.messages.inc();
        switch (verdict.type()) {
            case NORMAL -> {}
            case GAP -> counters.gap(verdict);
            case RESET -> counters.resets.inc();
            case DUPLICATE -> counters.duplicates.inc();
            case OUT_OF_ORDER -> counters.outOfOrder.inc();
        }
    }

    /** A message had been tracked before. */
    void replayed(String exchange) {
        ExchangeCounters counters = of(exchange);
        counters.messages.inc();
        counters.replayed.inc();
    }

    void commandApplied() {
        commands.inc();
    }

    void keysLookedUp(int keys) {
        lookups.inc(keys);
    }

    void keysAssumedNew(int keys) {
        assumedNew.inc(keys);
    }

    void updatesAnswered(int sent, int ignored) {
        updates.inc(sent);
        updatesIgnored.inc(ignored);
    }

    void roundTripCompleted(int keys, long nanos) {
        pipelineSize.update(keys);
        roundTripMillis.update((long) Math.ceil(nanos / NANOS_PER_MILLI));
    }

    void roundTripRetried() {
        retries.inc();
    }

    void rowUnreadable() {
        rowsUnreadable.inc();
    }

    void outage(boolean on) {
        outage = on;
    }

    private ExchangeCounters of(String exchange) {
        ExchangeCounters known = exchanges.get(exchange);
        if (known != null) {
            return known;
        }
        String name = exchanges.size() < MAX_EXCHANGES ? exchange : OTHER_EXCHANGES;
        return exchanges.computeIfAbsent(
                name, added -> new ExchangeCounters(group.addGroup(EXCHANGE_GROUP, added)));
    }

    private static long lag(long since, long now) {
        return since == UpdateBuffer.NOTHING_UNSENT ? 0 : Math.max(0, now - since);
    }

    private Counter counter(SequenceMetric metric) {
        return group.counter(metric.metricName(), new ThreadSafeSimpleCounter());
    }

    private Histogram histogram(SequenceMetric metric) {
        return group.histogram(
                metric.metricName(), new DescriptiveStatisticsHistogram(HISTOGRAM_SAMPLES));
    }

    private void gauge(SequenceMetric metric, Gauge<? extends Number> gauge) {
        group.gauge(metric.metricName(), gauge);
    }

    /** The counters of one exchange; counted by the task's thread alone. */
    private static final class ExchangeCounters {
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

        private ExchangeCounters(MetricGroup group) {
            messages = group.counter(MESSAGES.metricName());
            gaps = group.counter(GAPS.metricName());
            missing = group.counter(MISSING.metricName());
            duplicates = group.counter(DUPLICATES.metricName());
            outOfOrder = group.counter(SequenceMetric.OUT_OF_ORDER.metricName());
            resets = group.counter(RESETS.metricName());
            gapsLog = group.counter(GAPS_LOG.metricName());
            gapsAlert = group.counter(GAPS_ALERT.metricName());
            gapsHalt = group.counter(GAPS_HALT.metricName());
            replayed = group.counter(REPLAYED.metricName());
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
    }
}
