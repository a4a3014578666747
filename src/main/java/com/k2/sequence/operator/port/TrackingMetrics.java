package com.k2.sequence.operator.port;

import com.k2.sequence.store.OutageReason;
import com.k2.sequence.tracking.verdict.SequenceVerdict;

/**
 * What is counted and reported. The task's thread counts verdicts; round trips and failures may be
 * reported by the store's thread.
 */
public interface TrackingMetrics extends AutoCloseable {

    /** From now on these are reported. */
    void watch(TrackingGauges gauges);

    /** A message was judged. */
    void judged(String exchange, SequenceVerdict verdict);

    /** A message had been tracked before. */
    void replayed(String exchange);

    void commandApplied();

    void keysLookedUp(int keys);

    void keysAssumedNew(int keys);

    void keysExpired(int keys);

    /**
     * @param ignored how many of them the store's guard ignored
     */
    void updatesAnswered(int sent, int ignored);

    /**
     * @param nanos from its first byte to its last response, in nanoseconds
     */
    void roundTripCompleted(int keys, long nanos);

    void roundTripRetried();

    void rowUnreadable();

    void outage(boolean on);

    /**
     * @param reason null when there is no outage
     */
    void outageReason(OutageReason reason);

    /** Nothing is reported by exchange any more. */
    @Override
    void close();
}
