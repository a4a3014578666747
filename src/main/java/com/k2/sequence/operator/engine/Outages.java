package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackingMetrics;

/**
 * Whether the store is unavailable, and what waits for it by the {@link OutagePolicy}. Used by the
 * task's thread.
 */
final class Outages {

    private final TrackingSettings settings;
    private final boolean mayGoOn;
    private final TaskThread thread;
    private final TrackingMetrics metrics;
    private boolean outage;

    Outages(TrackingSettings settings, TaskThread thread, TrackingMetrics metrics) {
        this.settings = settings;
        this.mayGoOn = settings.onOutage() == OutagePolicy.CONTINUE;
        this.thread = thread;
        this.metrics = metrics;
    }

    void began() {
        outage = true;
        metrics.outage(true);
    }

    void ended() {
        outage = false;
        metrics.outage(false);
    }

    /** Whether the store is unavailable. */
    boolean isOn() {
        return outage;
    }

    /** Whether the job goes on while the store is unavailable. */
    boolean mayGoOnWithoutStore() {
        return mayGoOn;
    }

    /** Whether the store is unavailable and nothing waits for it. */
    boolean goesOnWithoutStore() {
        return outage && mayGoOn;
    }

    /**
     * Under {@link OutagePolicy#STALL}, keeps a message from being judged until the store is back.
     */
    void awaitEnd() throws InterruptedException {
        while (outage && !mayGoOn) {
            thread.awaitMail();
        }
    }

    /**
     * Begins to wait for the store at a barrier.
     *
     * @return until when, by the task's clock; the task is woken then
     */
    long beginStoreWait() {
        if (!mayGoOn) {
            return Long.MAX_VALUE;
        }
        long until = thread.now() + settings.longestStoreWaitMillis();
        thread.at(until, () -> thread.execute(() -> {}, "the wait for the store is over"));
        return until;
    }
}
