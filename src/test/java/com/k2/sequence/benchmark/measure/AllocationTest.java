package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AllocationTest {

    private static final int MEGABYTE = 1_000_000;

    /** Where an allocation ends up that must not be optimised away. */
    private static volatile byte[] kept;

    @Test
    void countsThreadsThatHaveEndedToo() throws InterruptedException {
        try (Allocation allocation = Allocation.start()) {
            CountDownLatch counted = new CountDownLatch(1);
            Thread thread =
                    new Thread(
                            () -> {
                                kept = new byte[10 * MEGABYTE];
                                awaitUninterruptibly(counted);
                            });
            thread.start();
            Awaitility.await().until(() -> allocation.bytes() >= 10 * MEGABYTE);
            counted.countDown();
            thread.join();

            assertThat(allocation.bytes()).isBetween(10L * MEGABYTE, 100L * MEGABYTE);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
