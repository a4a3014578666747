package com.k2.sequence.io.wire;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;

/**
 * Gives one value for equal encodings, so that what comes with every message, such as its
 * instrument, is decoded once. Bounded: a table of fixed size holds short encodings only, and a new
 * one takes the place of whatever had its slot. Not thread-safe.
 */
final class ByteCache<V> {

    private static final int MAX_LENGTH = 64;

    private final byte[] scratch = new byte[MAX_LENGTH];
    private final Entry<V>[] entries;
    private final int shift;
    private final Decoder<V> decoder;

    /** Makes a value of what the cache does not hold. */
    @FunctionalInterface
    interface Decoder<V> {
        V decode(byte[] encoding) throws IOException;
    }

    private record Entry<V>(byte[] encoding, V value) {}

    /**
     * @param slotBits the binary logarithm of the number of slots, at least 1
     */
    @SuppressWarnings("unchecked")
    ByteCache(int slotBits, Decoder<V> decoder) {
        this.entries = (Entry<V>[]) new Entry<?>[1 << slotBits];
        this.shift = Integer.SIZE - slotBits;
        this.decoder = decoder;
    }

    /** Reads a value whose encoding takes so many bytes. */
    V read(int length, DataInputView source) throws IOException {
        if (length > MAX_LENGTH) {
            byte[] encoding = new byte[length];
            source.readFully(encoding);
            return decoder.decode(encoding);
        }
        source.readFully(scratch, 0, length);
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + scratch[i];
        }
        int slot = hash * 0x9E3779B9 >>> shift;
        Entry<V> entry = entries[slot];
        if (entry == null
                || !Arrays.equals(entry.encoding, 0, entry.encoding.length, scratch, 0, length)) {
            byte[] encoding = Arrays.copyOf(scratch, length);
            entry = new Entry<>(encoding, decoder.decode(encoding));
            entries[slot] = entry;
        }
        return entry.value;
    }
}
