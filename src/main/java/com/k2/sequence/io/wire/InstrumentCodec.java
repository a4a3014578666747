package com.k2.sequence.io.wire;

import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes the instrument of a record: as {@link InstrumentKeyTypeSerializer} does, after the number
 * of bytes, by which it is found among those read before without being decoded. Not thread-safe.
 */
final class InstrumentCodec {

    /** Sparse at ten thousand instruments, so that few of them share a slot. */
    private static final int SLOT_BITS = 16;

    private static final InstrumentKeyTypeSerializer KEYS = new InstrumentKeyTypeSerializer();

    private final ByteCache<InstrumentKey> instruments =
            new ByteCache<>(SLOT_BITS, bytes -> KEYS.deserialize(new DataInputDeserializer(bytes)));

    static void write(InstrumentKey instrument, DataOutputView target) throws IOException {
        int length =
                Wire.stringLength(instrument.exchange()) + Wire.stringLength(instrument.symbol());
        Wire.writeUnsigned(length, target);
        KEYS.serialize(instrument, target);
    }

    InstrumentKey read(DataInputView source) throws IOException {
        return instruments.read((int) Wire.readUnsigned(source), source);
    }
}
