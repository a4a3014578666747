package com.k2.sequence.benchmark.micro;

import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.TrackingRules;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The rule, a message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RuleBenchmark {

    private static final long LAST = 1_000_000;

    /** Where the message's number lies: next, past a gap, again, late, started anew. */
    @Param({"1000001", "1000101", "1000000", "999999", "1"})
    private long sequence;

    private final SequenceTracker tracker = new SequenceTracker(TrackingRules.DEFAULT);
    private final SequenceState last = new SequenceState(LAST, 1_768_125_600_000_000_000L, 3, 1);

    @Benchmark
    public SequenceTransition track() {
        return tracker.track(last, sequence, 1_768_125_600_000_001_000L);
    }
}
