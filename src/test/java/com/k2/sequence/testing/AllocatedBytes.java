package com.k2.sequence.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * The bytes that a task allocates on the thread that runs it. They do not depend on the clock, on
 * other threads or, but for what the compiler can do without, on how warm the JVM is.
 */
public final class AllocatedBytes {

    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private AllocatedBytes() {}

    /**
     * Runs a task.
     *
     * @return the bytes it has allocated, what it needs once for its classes included
     */
    public static long of(Task task) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        task.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Something that may fail. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }
}
