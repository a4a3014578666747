package com.k2.sequence.benchmark.micro;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.wire.WireTypes;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.header.internals.RecordHeaders;
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

/** A message across the shuffle: written, read, both alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireBenchmark {

    private static final int VALUE_BYTES = 200;
    private static final int BUFFER_BYTES = 512;

    @Param({"100", "10000"})
    private int symbols;

    private final TypeSerializer<SequencedMessage> serializer =
            WireTypes.SEQUENCED_MESSAGE.createSerializer(new SerializerConfigImpl());
    private final DataOutputSerializer out = new DataOutputSerializer(BUFFER_BYTES);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private SequencedMessage[] messages;
    private byte[][] written;
    private int next;

    /** A message of each instrument, as an object and as it travels. */
    @Setup
    public void setUp() throws IOException {
        messages = new SequencedMessage[symbols];
        written = new byte[symbols][];
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < symbols; i++) {
            messages[i] =
                    new SequencedMessage(
                            new InstrumentKey("x" + i % 4, String.format("S%05d", i)),
                            1_000_000 + i,
                            1_768_125_600_000_000_000L,
                            new SourceRecord(
                                    new SourcePosition("market.ticks", 3, 123_456_789L + i),
                                    1_768_125_600_000L,
                                    null,
                                    new byte[VALUE_BYTES],
                                    headers));
            out.clear();
            serializer.serialize(messages[i], out);
            written[i] = out.getCopyOfBuffer();
        }
    }

    @Benchmark
    public int write() throws IOException {
        out.clear();
        serializer.serialize(messages[advance()], out);
        return out.length();
    }

    @Benchmark
    public SequencedMessage read() throws IOException {
        in.setBuffer(written[advance()]);
        return serializer.deserialize(in);
    }

    private int advance() {
        next = next + 1 == symbols ? 0 : next + 1;
        return next;
    }
}
