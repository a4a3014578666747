package com.k2.sequence.demo;

import java.util.concurrent.locks.LockSupport;

/** Limits one thread to an even rate, from the first message on. */
final class RateLimiter {

    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;

    private final double nanosPerMessage;
    private long start;
    private long messages;

    /**
     * @param rate messages a second, above 0; infinite for no pause at all
     */
    RateLimiter(double rate) {
        this.nanosPerMessage = 1e9 / rate;
    }

    /** Waits, within a millisecond, until the next message is due. */
    void awaitNext() {
        if (messages == 0) {
            start = System.nanoTime();
        }
        long due = (long) (messages++ * nanosPerMessage);
        if (nanosPerMessage == 0) {
            return;
        }
        long early = start + due - System.nanoTime();
        if (early > SHORTEST_PAUSE_NANOS) {
            LockSupport.parkNanos(early);
        }
    }
}
