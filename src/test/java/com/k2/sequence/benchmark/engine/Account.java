package com.k2.sequence.benchmark.engine;

import com.k2.sequence.benchmark.measure.Allocation;
import com.k2.sequence.benchmark.measure.ProcessorTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/**
 * What one run has taken, from the first message that its source gives until its last sink has had
 * the last one. Source and sinks, in the same JVM, find it by its name. Methods are synchronised.
 */
final class Account implements AutoCloseable {

    private static final Map<String, Account> OPEN = new ConcurrentHashMap<>();

    private final String name;
    private final Expected expected;
    private final long warmUpNanos;
    private final Allocation allocation = Allocation.start();
    private final Histogram latencies = new Histogram(3);
    private boolean begun;
    private long beginNanos;
    private long beginCpu;
    private long beginBytes;
    private long nanos;
    private long cpuNanos;
    private long bytes;
    private long received;
    private long wrong;

    private Account(String name, Expected expected, long warmUpNanos) {
        this.name = name;
        this.expected = expected;
        this.warmUpNanos = warmUpNanos;
    }

    /**
     * Opens one.
     *
     * @param expected what verdicts are compared with; null where there are none
     * @param warmUpNanos how long after the first message latencies are not yet counted; negative
     *     where they are not measured
     */
    static Account open(String name, Expected expected, long warmUpNanos) {
        Account account = new Account(name, expected, warmUpNanos);
        OPEN.put(name, account);
        return account;
    }

    /**
     * The one that is open under this name.
     *
     * @throws IllegalStateException if none is
     */
    static Account named(String name) {
        Account account = OPEN.get(name);
        if (account == null) {
            throw new IllegalStateException("no account " + name + " is open");
        }
        return account;
    }

    Expected expected() {
        return expected;
    }

    /** From when on latencies count, by {@link System#nanoTime}. */
    synchronized long latenciesFrom() {
        return beginNanos + warmUpNanos;
    }

    boolean measuresLatency() {
        return warmUpNanos >= 0;
    }

    /**
     * A source is about to give its first message.
     *
     * @return when the first of all sources did, by {@link System#nanoTime}
     */
    synchronized long begin() {
        if (!begun) {
            begun = true;
            beginBytes = allocation.bytes();
            beginCpu = ProcessorTime.ofThisJvm();
            beginNanos = System.nanoTime();
        }
        return beginNanos;
    }

    /** A sink has had its last message; the last sink to say so ends the run. */
    synchronized void end(long received, long wrong, Histogram latencies) {
        this.nanos = System.nanoTime() - beginNanos;
        this.cpuNanos = ProcessorTime.ofThisJvm() - beginCpu;
        this.bytes = allocation.bytes() - beginBytes;
        this.received += received;
        this.wrong += wrong;
        this.latencies.add(latencies);
    }

    synchronized double seconds() {
        return nanos / 1e9;
    }

    /** Processor time of this JVM, in nanoseconds. */
    synchronized long cpuNanos() {
        return cpuNanos;
    }

    /** Bytes that this JVM's threads have allocated. */
    synchronized long allocatedBytes() {
        return bytes;
    }

    synchronized long received() {
        return received;
    }

    /** Messages whose verdict was not the expected one. */
    synchronized long wrong() {
        return wrong;
    }

    /** From when a message was due until it was at the sink, in nanoseconds. */
    synchronized Histogram latencies() {
        return latencies;
    }

    @Override
    public void close() {
        OPEN.remove(name);
        allocation.close();
    }
}
