package com.k2.sequence.operator.buffer;

import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The write-behind buffer, a message: {@value #MESSAGES} messages go in and pipelines of {@value
 * #PIPELINE} keys are taken until it is empty.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpdateBufferBenchmark {

    private static final int MESSAGES = 10_000;
    private static final int PIPELINE = 1_000;

    /** Over how many keys: each is put once, or ten or a hundred times before it is taken. */
    @Param({"10000", "1000", "100"})
    private int keys;

    private final UpdateBuffer buffer = new UpdateBuffer(new NothingParked());
    private WarmKey[] warmKeys;

    /** Makes the keys. */
    @Setup
    public void setUp() {
        TrackedSequence tracked =
                TrackedSequence.startingWith(
                        new SequenceState(1, 1, 0, 0), new SourcePosition("market.ticks", 0, 1));
        warmKeys = new WarmKey[keys];
        for (int i = 0; i < keys; i++) {
            warmKeys[i] =
                    new WarmKey(new InstrumentKey("x" + i % 4, String.format("S%05d", i)), tracked);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int putAndTake() {
        for (int i = 0; i < MESSAGES; i++) {
            buffer.put(warmKeys[i % keys], System::nanoTime);
        }
        int taken = 0;
        while (buffer.hasWaiting()) {
            List<SequenceUpdate> batch = buffer.take(PIPELINE);
            taken += batch.size();
            buffer.acknowledge();
        }
        return taken;
    }
}
