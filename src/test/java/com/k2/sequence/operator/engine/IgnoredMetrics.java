package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.port.TrackingGauges;
import com.k2.sequence.operator.port.TrackingMetrics;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.tracking.verdict.SequenceVerdict;

/** Metrics that nobody reads. */
final class IgnoredMetrics implements TrackingMetrics {

    @Override
    public void watch(TrackingGauges gauges) {}

    @Override
    public void judged(String exchange, SequenceVerdict verdict) {}

    @Override
    public void replayed(String exchange) {}

    @Override
    public void commandApplied() {}

    @Override
    public void keysLookedUp(int keys) {}

    @Override
    public void keysAssumedNew(int keys) {}

    @Override
    public void keysExpired(int keys) {}

    @Override
    public void updatesAnswered(int sent, int ignored) {}

    @Override
    public void roundTripCompleted(int keys, long nanos) {}

    @Override
    public void roundTripRetried() {}

    @Override
    public void rowUnreadable() {}

    @Override
    public void outage(boolean on) {}

    @Override
    public void outageReason(OutageReason reason) {}

    @Override
    public void close() {}
}
