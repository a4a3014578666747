package com.k2.sequence.operator.metrics;

import static com.k2.sequence.operator.metrics.SequenceMetric.*;

import com.k2.sequence.operator.port.TrackingGauges;
import com.k2.sequence.operator.port.TrackingMetrics;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.OutageReason.Remedy;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the tracking operator reports, as metrics of Flink. */
public final class SequenceMetrics implements TrackingMetrics {

    private static final int HISTOGRAM_SAMPLES = 1000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final MetricGroup group;
    private final ExchangeGroups exchanges;
    private final Counter commands;
    private final Counter lookups;
    private final Counter assumedNew;
    private final Counter expired;
    private final Counter updates;
    private final Counter updatesIgnored;
    private final Counter retries;
    private final Counter rowsUnreadable;
    private final Histogram pipelineSize;
    private final Histogram roundTripMillis;
    private volatile boolean outage;
    private volatile OutageReason outageReason;

    /**
     * @param named the exchanges to report by name; empty: any
     */
    public SequenceMetrics(MetricGroup group, Set<String> named) {
        this.group = group;
        exchanges = new ExchangeGroups(group, named, System::nanoTime);
        commands = counter(COMMANDS_APPLIED);
        lookups = counter(COLD_LOOKUPS);
        assumedNew = counter(COLD_ASSUMED_NEW);
        expired = counter(KEYS_EXPIRED);
        updates = counter(REDIS_UPDATES);
        updatesIgnored = counter(REDIS_UPDATES_IGNORED);
        retries = counter(REDIS_RETRIES);
        rowsUnreadable = counter(REDIS_ROWS_UNREADABLE);
        pipelineSize = histogram(REDIS_PIPELINE_SIZE);
        roundTripMillis = histogram(REDIS_ROUND_TRIP_MS);
        gauge(REDIS_OUTAGE, () -> outage ? 1 : 0);
        for (OutageReason reason : OutageReason.values()) {
            if (reason.remedy() != Remedy.FAIL) {
                group.addGroup(REASON_GROUP, reason.word())
                        .gauge(
                                REDIS_UNAVAILABLE.metricName(),
                                (Gauge<Integer>) () -> reason == outageReason ? 1 : 0);
            }
        }
    }

    @Override
    public void watch(TrackingGauges gauges) {
        gauge(COLD_WAITING, gauges::waiting);
        gauge(REDIS_PENDING, gauges::unsent);
        gauge(REDIS_LAG_MS, gauges::lagMillis);
        gauge(KEYS, gauges::keys);
    }

    @Override
    public void judged(String exchange, SequenceVerdict verdict) {
        exchanges.of(exchange).judged(verdict);
    }

    @Override
    public void replayed(String exchange) {
        exchanges.of(exchange).replayed();
    }

    @Override
    public void commandApplied() {
        commands.inc();
    }

    @Override
    public void keysLookedUp(int keys) {
        lookups.inc(keys);
    }

    @Override
    public void keysAssumedNew(int keys) {
        assumedNew.inc(keys);
    }

    @Override
    public void keysExpired(int keys) {
        expired.inc(keys);
    }

    @Override
    public void updatesAnswered(int sent, int ignored) {
        updates.inc(sent);
        updatesIgnored.inc(ignored);
    }

    @Override
    public void roundTripCompleted(int keys, long nanos) {
        pipelineSize.update(keys);
        roundTripMillis.update((long) Math.ceil(nanos / NANOS_PER_MILLI));
    }

    @Override
    public void roundTripRetried() {
        retries.inc();
    }

    @Override
    public void rowUnreadable() {
        rowsUnreadable.inc();
    }

    @Override
    public void outage(boolean on) {
        outage = on;
    }

    @Override
    public void outageReason(OutageReason reason) {
        outageReason = reason;
    }

    @Override
    public void close() {
        exchanges.close();
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
}
