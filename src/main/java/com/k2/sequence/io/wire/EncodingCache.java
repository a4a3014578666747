package com.k2.sequence.io.wire;

import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a value after the number of its bytes, by which {@link ByteCache} finds it without
 * decoding it, and encodes it once as long as the same object comes again. Bounded: a table of
 * fixed size. Not thread-safe.
 */
final class EncodingCache<V> {

    private static final int FIRST_CAPACITY = 64;
    private static final int SPREAD = 0x9E3779B9;

    private final int slotBits;
    private final Encoder<V> encoder;

    /** Made with the first entry: of the caches there are, many only ever read. */
    private Entry<V>[] entries;

    /** Writes what the cache does not hold. */
    @FunctionalInterface
    interface Encoder<V> {
        void encode(V value, DataOutputView target) throws IOException;
    }

    private record Entry<V>(V value, byte[] encoding) {}

    /**
     * @param slotBits the binary logarithm of the number of slots, at least 1
     */
    EncodingCache(int slotBits, Encoder<V> encoder) {
        this.slotBits = slotBits;
        this.encoder = encoder;
    }

    @SuppressWarnings("unchecked")
    void write(V value, DataOutputView target) throws IOException {
        if (entries == null) {
            entries = (Entry<V>[]) new Entry<?>[1 << slotBits];
        }
        int slot = value.hashCode() * SPREAD >>> Integer.SIZE - slotBits;
        Entry<V> entry = entries[slot];
        if (entry == null || entry.value != value) {
            entry = new Entry<>(value, encode(value));
            entries[slot] = entry;
        }
        target.write(entry.encoding);
    }

    private byte[] encode(V value) throws IOException {
        DataOutputSerializer encoding = new DataOutputSerializer(FIRST_CAPACITY);
        encoder.encode(value, encoding);
        DataOutputSerializer withLength =
                new DataOutputSerializer(encoding.length() + Integer.BYTES);
        Wire.writeUnsigned(encoding.length(), withLength);
        withLength.write(encoding.getSharedBuffer(), 0, encoding.length());
        return withLength.getCopyOfBuffer();
    }
}
