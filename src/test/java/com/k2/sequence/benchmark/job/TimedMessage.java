package com.k2.sequence.benchmark.job;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A message whose way through the job is timed. Any thread may tell of it. */
final class TimedMessage {

    private final long due;

    /** By {@link System#nanoTime()}. */
    private final CompletableFuture<Long> appended = new CompletableFuture<>();

    /**
     * @param due when it was to be sent, by {@link System#nanoTime()}
     */
    TimedMessage(long due) {
        this.due = due;
    }

    /**
     * The broker has it.
     *
     * @param epochMillis since when, by the broker's clock, which is this machine's
     */
    void appended(long epochMillis) {
        long ago = Duration.between(Instant.ofEpochMilli(epochMillis), Instant.now()).toNanos();
        appended.complete(System.nanoTime() - ago);
    }

    /**
     * What is waited for was seen, which this process may learn before it does of the append.
     *
     * @param now by {@link System#nanoTime()}
     */
    void seen(long now, Latencies fromDue, Latencies fromAppend) {
        fromDue.record(due, now);
        appended.thenAccept(start -> fromAppend.record(due, start, now));
    }
}
