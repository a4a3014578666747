package com.k2.sequence.chaos.outage;

import java.time.Duration;

/**
 * How many keys have their turn in an outage run: half of them from the start, then one after
 * another, so that some are always being looked up. Before the outage is half over all have turned
 * up, and what grows with the keys grows no more after that. Any thread may ask.
 */
final class Newcomers {

    private static final double SHARE_OF_OUTAGE = 0.4;

    /** So many of the keys, at most, turn up one after another while all is well yet. */
    private static final double SHARE_BEFORE = 0.25;

    private final int keys;
    private final double nanos;
    private final long start = System.nanoTime();
    private volatile Known atOutage;

    private record Known(int keys, long at) {}

    /**
     * @param outage how long Redis will be unavailable
     */
    Newcomers(int keys, Duration outage) {
        this.keys = keys;
        this.nanos = SHARE_OF_OUTAGE * outage.toNanos();
    }

    /** Redis goes now. */
    void beginOutage() {
        atOutage = new Known(keysByNow(), System.nanoTime());
    }

    int keysByNow() {
        Known known = atOutage;
        return known == null
                ? keys / 2 + (int) (share(start) * SHARE_BEFORE * keys)
                : known.keys + (int) (share(known.at) * (keys - known.keys));
    }

    private double share(long since) {
        return Math.min(1, (System.nanoTime() - since) / nanos);
    }
}
