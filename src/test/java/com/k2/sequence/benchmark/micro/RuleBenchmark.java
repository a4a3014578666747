package com.k2.sequence.benchmark.micro;

import com.k2.sequence.tracking.SequenceCursor;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
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

    /** Where the message's number lies: next, past a gap, again, late, started again. */
    @Param({"1000001", "1000101", "1000000", "999999", "1"})
    private long sequence;

    private SequenceNumbers numbers;
    private final SequenceCursor cursor = new SequenceCursor();
    private final SequenceTracker tracker = new SequenceTracker(TrackingRule.DEFAULT);
    private final SequenceState last = new SequenceState(LAST, 1_768_125_600_000_000_000L, 3, 1);

    @Setup
    public void setUp() {
        numbers = SequenceNumbers.of(sequence);
    }

    /** As the specification has it. */
    @Benchmark
    public SequenceTransition track() {
        return tracker.track(last, numbers, 1_768_125_600_000_001_000L);
    }

    /** As the operator does it, in place, from the same state each time. */
    @Benchmark
    public SequenceVerdict judge() {
        cursor.setState(last);
        return cursor.judge(tracker, numbers, 1_768_125_600_000_001_000L);
    }
}
