package com.k2.sequence.redis.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between tries of one round trip: twice as long each time, within bounds, and by
 * chance half of it to all of it, so that the subtasks of a job do not come back all at once.
 */
final class Backoff {

    static final Duration SHORTEST = Duration.ofMillis(50);
    static final Duration LONGEST = Duration.ofSeconds(2);

    private long ceiling = SHORTEST.toMillis();

    /** In milliseconds. */
    long next() {
        long wait = ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
        ceiling = Math.min(ceiling * 2, LONGEST.toMillis());
        return wait;
    }
}
