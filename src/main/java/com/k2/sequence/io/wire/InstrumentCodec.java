package com.k2.sequence.io.wire;

import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads the instrument of a record, as {@link InstrumentKeyTypeSerializer} does. Not
 * thread-safe.
 */
final class InstrumentCodec {

    /** Sparse at ten thousand instruments, so that few of them share a slot. */
    private static final int SLOT_BITS = 16;

    private static final InstrumentKeyTypeSerializer KEYS = new InstrumentKeyTypeSerializer();

    private final EncodingCache<InstrumentKey> encodings =
            new EncodingCache<>(SLOT_BITS, KEYS::serialize);
    private final ByteCache<InstrumentKey> instruments =
            new ByteCache<>(SLOT_BITS, bytes -> KEYS.deserialize(new DataInputDeserializer(bytes)));

    void write(InstrumentKey instrument, DataOutputView target) throws IOException {
        encodings.write(instrument, target);
    }

    InstrumentKey read(DataInputView source) throws IOException {
        return instruments.read((int) Wire.readUnsigned(source), source);
    }
}
