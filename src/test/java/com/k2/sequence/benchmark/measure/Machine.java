package com.k2.sequence.benchmark.measure;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Where a figure was measured. */
public final class Machine {

    private static final long MIB = 1 << 20;

    private Machine() {}

    /** Processors, system, Java and its options, in one line. */
    public static String description() {
        return String.format(
                Locale.ROOT,
                "%d processors, %s %s, Java %s, %,d MiB of heap, %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version(),
                Runtime.getRuntime().maxMemory() / MIB,
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
    }
}
