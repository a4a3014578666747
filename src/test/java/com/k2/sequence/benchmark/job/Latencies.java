package com.k2.sequence.benchmark.job;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * How long something took, of messages that were due within a time. Any thread may record and read.
 */
final class Latencies {

    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1e3;

    private final Histogram micros = new SynchronizedHistogram(DIGITS);
    private final long from;
    private final long until;

    /**
     * @param from the first moment that counts, by {@link System#nanoTime()}
     * @param until the first that counts no more
     */
    Latencies(long from, long until) {
        this.from = from;
        this.until = until;
    }

    /** Records from when a message was due until now, if that was within the time. */
    void record(long due, long now) {
        record(due, due, now);
    }

    /** Records from some start until now, of a message that was due within the time. */
    void record(long due, long start, long now) {
        if (due - from >= 0 && due - until < 0) {
            micros.recordValue(Math.max(0, now - start) / 1_000);
        }
    }

    long count() {
        return micros.getTotalCount();
    }

    /** In milliseconds. */
    double percentile(double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    /** How many took longer than a percentile: what it rests on. */
    long above(double percentile) {
        return count() - micros.getCountBetweenValues(0, micros.getValueAtPercentile(percentile));
    }
}
