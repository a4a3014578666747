package com.k2.sequence.benchmark.micro;

import com.k2.sequence.flow.sink.SequenceEventSerializer;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An event written as the record of its topic. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventBenchmark {

    private final SequenceEventSerializer serializer = new SequenceEventSerializer("gaps");
    private final SequenceEvent gap =
            new SequenceEvent(
                    new InstrumentKey("asx", "BHP"),
                    new SequenceVerdict(VerdictType.GAP, 1_000_001, 12, GapSeverity.LOG),
                    1_000_013,
                    1_768_125_600_127_483_000L,
                    1_768_125_600_127_299_000L,
                    new SourcePosition("market.ticks.asx", 3, 123_456_789));

    @Benchmark
    public ProducerRecord<byte[], byte[]> serializeGap() {
        return serializer.serialize(gap, null, null);
    }
}
