package com.k2.sequence.benchmark.growth;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How far the sources of this JVM may go, stage by stage, and the end. Opened by the thread that
 * measures, read by all source tasks.
 */
final class Stages {

    /** Stages open so far; one past the last one when the sources are to end. */
    private static volatile int open;

    private static volatile CompletableFuture<Void> next = new CompletableFuture<>();

    private Stages() {}

    /** What a run goes through, one stage after the other has come out of the sink. */
    enum Stage {
        /** One message of each key: every key is cold. */
        MEET,
        /** The just-in-time compiler's. */
        WARM_UP,
        /** The rate is that of this one. */
        MEASURE,
        /** A checkpoint is taken in the middle. */
        CHECKPOINT
    }

    /** Before which offset a feed stops at the end of each stage, by the stage's ordinal. */
    static List<Long> ends(GrowthCase measured, GrowthFeed feed) {
        long met = 2 * feed.keys();
        long each = measured.messages() / measured.parallelism();
        if (measured.skewed()) {
            each = feed.partition() == measured.parallelism() ? measured.messages() / 2 : each / 2;
        }
        return List.of(met, met + each, met + 2 * each, met + 3 * each);
    }

    static void openNext() {
        CompletableFuture<Void> opened = next;
        // In this order: who gets the new future has seen the new number.
        open = open + 1;
        next = new CompletableFuture<>();
        opened.complete(null);
    }

    static int openStages() {
        return open;
    }

    static boolean isOver() {
        return open > Stage.values().length;
    }

    /** Completes when more stages are open than the given number. */
    static CompletableFuture<Void> moreThan(int stages) {
        CompletableFuture<Void> opening = next;
        return open > stages ? CompletableFuture.completedFuture(null) : opening;
    }
}
