package com.k2.sequence.wire;

import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a value after the number of its bytes, by which {@link ByteCache} finds it without
 * decoding it, and encodes it once as long as the same object comes again. Bounded: beside the last
 * one it holds short encodings only, and so many. Not thread-safe.
 */
final class EncodingCache<V> {

    private static final int FIRST_CAPACITY = 64;

    private final RecentValues<Entry<V>> entries;
    private final Encoder<V> encoder;

    /** The value written last: they come in runs. */
    private V last;

    private byte[] lastEncoding;

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
        this.entries = new RecentValues<>(slotBits);
        this.encoder = encoder;
    }

    void write(V value, DataOutputView target) throws IOException {
        if (value != last) {
            lastEncoding = find(value);
            last = value;
        }
        target.write(lastEncoding);
    }

    private byte[] find(V value) throws IOException {
        int hash = value.hashCode();
        Entry<V> entry = entries.newer(hash);
        if (entry != null && entry.value == value) {
            return entry.encoding;
        }
        entry = entries.older(hash);
        if (entry != null && entry.value == value) {
            return entry.encoding;
        }
        byte[] encoding = encode(value);
        if (encoding.length <= ByteCache.MAX_LENGTH) {
            entries.add(hash, new Entry<>(value, encoding));
        }
        return encoding;
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
