package com.k2.sequence.chaos.rig;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A run that a Ctrl-C ends first, so that it starts no server while they are ended. */
public final class InterruptibleRun {

    private static final long END_SECONDS = 60;

    private InterruptibleRun() {}

    /** Runs on this thread, which is interrupted when the JVM is to end. */
    public static boolean of(BooleanSupplier run) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread running = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    running.interrupt();
                                    try {
                                        ended.await(END_SECONDS, TimeUnit.SECONDS);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "run-shutdown"));
        try {
            return run.getAsBoolean();
        } finally {
            ended.countDown();
        }
    }
}
