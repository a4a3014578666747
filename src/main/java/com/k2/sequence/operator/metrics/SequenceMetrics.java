package com.k2.sequence.operator.metrics;

import static com.k2.sequence.operator.metrics.SequenceMetric.*;

import com.k2.sequence.operator.buffer.ColdKeyQueue;
import com.k2.sequence.operator.buffer.UpdateBuffer;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.OutageReason.Remedy;
import com.k2.sequence.tracking.SequenceVerdict;
import java.util.Set;
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
public final class SequenceMetrics {

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
     * @param clock of the buffer's entries, in milliseconds; may be called by any thread
     * @param named the exchanges to report by name; empty: any
     */
    public SequenceMetrics(
            MetricGroup group,
            UpdateBuffer buffer,
            LongSupplier clock,
            ColdKeyQueue<?, ?> coldKeys,
            Set<String> named) {
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
        gauge(COLD_WAITING, coldKeys::size);
        gauge(REDIS_PENDING, buffer::size);
        gauge(REDIS_LAG_MS, () -> lag(buffer.oldestSince(), clock.getAsLong()));
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

    /** A message was judged. */
    public void judged(String exchange, SequenceVerdict verdict) {
        exchanges.of(exchange).judged(verdict);
    }

    /** A message had been tracked before. */
    public void replayed(String exchange) {
        exchanges.of(exchange).replayed();
    }

    public void commandApplied() {
        commands.inc();
    }

    public void keysLookedUp(int keys) {
        lookups.inc(keys);
    }

    public void keysAssumedNew(int keys) {
        assumedNew.inc(keys);
    }

    /**
     * @param known keys in keyed state; may be called by any thread
     */
    public void keysCounted(LongSupplier known) {
        gauge(KEYS, known::getAsLong);
    }

    public void keysExpired(int keys) {
        expired.inc(keys);
    }

    public void updatesAnswered(int sent, int ignored) {
        updates.inc(sent);
        updatesIgnored.inc(ignored);
    }

    public void roundTripCompleted(int keys, long nanos) {
        pipelineSize.update(keys);
        roundTripMillis.update((long) Math.ceil(nanos / NANOS_PER_MILLI));
    }

    public void roundTripRetried() {
        retries.inc();
    }

    public void rowUnreadable() {
        rowsUnreadable.inc();
    }

    public void outage(boolean on) {
        outage = on;
    }

    /**
     * @param reason null when there is no outage
     */
    public void outageReason(OutageReason reason) {
        outageReason = reason;
    }

    /** Nothing is reported by exchange any more. */
    public void close() {
        exchanges.close();
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
}
