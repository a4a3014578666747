package com.k2.sequence.benchmark.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The processor time that processes have taken since they began, user and system together. */
public final class ProcessorTime {

    private ProcessorTime() {}

    /** This JVM's, all its threads together, in nanoseconds. */
    public static long ofThisJvm() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /**
     * Another process's, in nanoseconds; the system counts it in steps of some milliseconds.
     *
     * @throws IllegalArgumentException if there is no such process, or its time can't be read
     */
    public static long of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the processor time of process " + pid + " can't be read"));
    }
}
