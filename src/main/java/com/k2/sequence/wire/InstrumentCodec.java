package com.k2.sequence.wire;

import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads the instrument of a record: what {@link InstrumentKeyTypeSerializer} writes,
 * alone or behind the number of bytes that it takes. Not thread-safe.
 *
 * <p>It remembers exchanges, which are few, and no symbols. Among ten thousand instruments what is
 * remembered of one has left the processor's caches when its next message comes, and takes longer
 * to fetch than to make.
 */
final class InstrumentCodec {

    private static final int SLOT_BITS = 8;

    private static final InstrumentKeyTypeSerializer KEYS = new InstrumentKeyTypeSerializer();

    private final ByteCache<String> exchanges =
            new ByteCache<>(SLOT_BITS, bytes -> new String(bytes, StandardCharsets.ISO_8859_1));

    private final byte[] scratch = new byte[ByteCache.MAX_LENGTH];

    /** Behind its size. */
    void write(InstrumentKey instrument, DataOutputView target) throws IOException {
        Wire.writeUnsigned(
                Wire.sizeOfString(instrument.exchange()) + Wire.sizeOfString(instrument.symbol()),
                target);
        writeAlone(instrument, target);
    }

    /** Without its size. */
    void writeAlone(InstrumentKey instrument, DataOutputView target) throws IOException {
        KEYS.serialize(instrument, target);
    }

    /** Behind its size. */
    InstrumentKey read(DataInputView source) throws IOException {
        Wire.readUnsigned(source); // each string has its own length
        return readAlone(source);
    }

    /** Without its size. */
    InstrumentKey readAlone(DataInputView source) throws IOException {
        return new InstrumentKey(readExchange(source), readSymbol(source));
    }

    private String readExchange(DataInputView source) throws IOException {
        long header = Wire.readUnsigned(source);
        return Wire.isLatin1(header)
                ? exchanges.read(Wire.length(header), source)
                : Wire.readString(header, source);
    }

    private String readSymbol(DataInputView source) throws IOException {
        long header = Wire.readUnsigned(source);
        int length = Wire.length(header);
        if (!Wire.isLatin1(header) || length > scratch.length) {
            return Wire.readString(header, source);
        }
        source.readFully(scratch, 0, length);
        return new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
    }
}
