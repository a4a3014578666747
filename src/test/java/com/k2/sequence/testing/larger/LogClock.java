package com.k2.sequence.testing.larger;

/**
 * The log time of a series: the greatest that its records had. A jump of more than an hour counts
 * once the next record is as far ahead, too.
 */
final class LogClock {

    private static final long HOUR = 3_600_000_000_000L;

    private Long now;
    private Long far;

    long now() {
        return now;
    }

    void take(long time) {
        if (now == null) {
            now = time;
        } else if (time - now <= HOUR) {
            now = Math.max(now, time);
            far = null;
        } else if (far == null) {
            far = time;
        } else {
            now = Math.min(far, time);
            far = null;
        }
    }
}
