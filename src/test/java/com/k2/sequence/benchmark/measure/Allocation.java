package com.k2.sequence.benchmark.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Counts the bytes that this JVM's threads allocate, from {@link #start()} on.
 *
 * <p>The JVM forgets a thread's count with the thread. So all counts are read again and again by a
 * thread of this object's own, which is not counted itself; what a thread allocates in its last
 * {@value #INTERVAL_MILLIS} ms may be missed. Methods are synchronised.
 */
public final class Allocation implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 5;

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final Map<Long, Long> before = new HashMap<>();
    private final Map<Long, Long> latest = new HashMap<>();
    private final ScheduledExecutorService reader =
            Executors.newSingleThreadScheduledExecutor(this::newReader);
    private long readerId;

    private Allocation() {}

    /** Begins to count. */
    public static Allocation start() {
        Allocation allocation = new Allocation();
        allocation.read(allocation.before);
        allocation.reader.scheduleAtFixedRate(
                () -> allocation.read(allocation.latest),
                INTERVAL_MILLIS,
                INTERVAL_MILLIS,
                TimeUnit.MILLISECONDS);
        return allocation;
    }

    /** Bytes allocated since the start by all threads, those that have ended included. */
    public synchronized long bytes() {
        read(latest);
        long bytes = 0;
        for (Map.Entry<Long, Long> thread : latest.entrySet()) {
            if (thread.getKey() != readerId) {
                bytes += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }

    private synchronized void read(Map<Long, Long> counts) {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                counts.put(ids[i], bytes[i]);
            }
        }
    }

    private Thread newReader(Runnable task) {
        Thread thread = new Thread(task, "allocation-reader");
        thread.setDaemon(true);
        readerId = thread.getId();
        return thread;
    }
}
