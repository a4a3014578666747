package com.k2.sequence.operator.engine;

import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.logging.RateLimit;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackingMetrics;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the store on the store's thread; counts and logs there, and hands on to the task's mailbox
 * what touches the operator.
 */
final class StoreEvents implements StoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(StoreEvents.class);
    private static final int LOGGED_PER_INTERVAL = 10;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final RateLimit unreadableRows = new RateLimit(LOGGED_PER_INTERVAL, LOG_INTERVAL);
    private final RateLimit reasons = new RateLimit(LOGGED_PER_INTERVAL, LOG_INTERVAL);
    private final TaskThread thread;
    private final TrackingMetrics metrics;
    private final TaskThread.Mail onOutageBegan;
    private final TaskThread.Mail onOutageEnded;

    /** Null while there is no outage. */
    private OutageReason outageReason;

    StoreEvents(
            TaskThread thread,
            TrackingMetrics metrics,
            TaskThread.Mail onOutageBegan,
            TaskThread.Mail onOutageEnded) {
        this.thread = thread;
        this.metrics = metrics;
        this.onOutageBegan = onOutageBegan;
        this.onOutageEnded = onOutageEnded;
    }

    @Override
    public void roundTripCompleted(int keys, long nanos) {
        metrics.roundTripCompleted(keys, nanos);
    }

    @Override
    public void roundTripRetried(StoreException cause) {
        metrics.roundTripRetried();
        if (outageReason != null && outageReason != cause.reason()) {
            outageReason(cause.reason());
            logReason(cause);
        }
    }

    /** An outage may go on for another reason, in turns for ever. */
    private void logReason(StoreException cause) {
        long suppressed = reasons.suppressedBefore(System.nanoTime());
        if (suppressed != RateLimit.SUPPRESS) {
            LOG.error(
                    "Redis is still unavailable, now for another reason ({}): {} ({} more were not"
                            + " logged before it)",
                    cause.reason().word(),
                    cause.getMessage(),
                    suppressed);
        }
    }

    private void outageReason(OutageReason reason) {
        outageReason = reason;
        metrics.outageReason(reason);
    }

    @Override
    public void outageBegan(StoreException cause) {
        LOG.error(
                "Redis is unavailable ({}), retrying until it is back: {}",
                cause.reason().word(),
                cause.getMessage());
        outageReason(cause.reason());
        mail(onOutageBegan, "store outage began");
    }

    @Override
    public void outageEnded() {
        LOG.warn("Redis is available again.");
        outageReason(null);
        mail(onOutageEnded, "store outage ended");
    }

    @Override
    public void rowUnreadable(InstrumentKey key, String reason) {
        metrics.rowUnreadable();
        long suppressed = unreadableRows.suppressedBefore(System.nanoTime());
        if (suppressed != RateLimit.SUPPRESS) {
            LOG.warn(
                    "The row of {} can't be read and counts as unknown; the next update replaces it: {}"
                            + " ({} more were not logged before it)",
                    Abbreviation.of(key.toString()),
                    reason,
                    suppressed);
        }
    }

    private void mail(TaskThread.Mail action, String description) {
        try {
            thread.execute(action, description);
        } catch (RejectedExecutionException taskIsEnding) {
            LOG.debug("The task is ending, and no longer takes: {}", description);
        }
    }
}
