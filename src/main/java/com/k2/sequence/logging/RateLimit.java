package com.k2.sequence.logging;

import java.time.Duration;

/**
 * Admits a number of log lines in each interval and counts the others. Pure: the caller passes the
 * time. Not thread-safe.
 */
public final class RateLimit {

    /** The answer of {@link #suppressedBefore} for a line that must not be written. */
    public static final long SUPPRESS = -1;

    private final int linesPerInterval;
    private final long intervalNanos;

    private boolean started;
    private long intervalStart;
    private int lines;
    private long suppressed;

    /**
     * @param linesPerInterval lines admitted in each interval, at least 1
     * @param interval at least a nanosecond; it begins with the first line after the last one
     * @throws IllegalArgumentException if either is less
     */
    public RateLimit(int linesPerInterval, Duration interval) {
        if (linesPerInterval < 1 || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException(
                    "a rate limit needs at least one line and a positive interval, not "
                            + linesPerInterval
                            + " in "
                            + interval);
        }
        this.linesPerInterval = linesPerInterval;
        this.intervalNanos = interval.toNanos();
    }

    /**
     * Decides about one line.
     *
     * @param nanoTime now, as {@link System#nanoTime()} counts
     * @return how many lines were suppressed since the last one written, or {@link #SUPPRESS} if
     *     this one must be suppressed too
     */
    public long suppressedBefore(long nanoTime) {
        if (!started || nanoTime - intervalStart >= intervalNanos) {
            started = true;
            intervalStart = nanoTime;
            lines = 0;
        }
        if (lines == linesPerInterval) {
            suppressed++;
            return SUPPRESS;
        }
        lines++;
        long answer = suppressed;
        suppressed = 0;
        return answer;
    }
}
