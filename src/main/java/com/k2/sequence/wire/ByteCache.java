package com.k2.sequence.wire;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;

/**
 * Gives one value for equal encodings, so that what comes with every message, such as its source,
 * is decoded once. Bounded: it holds short encodings only, and so many. Not thread-safe.
 */
final class ByteCache<V> {

    /** Of an encoding that is remembered. */
    static final int MAX_LENGTH = 128;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The golden ratio of 64 bits: spreads what differs in a few bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** With room for a whole long read at the last byte. */
    private final byte[] scratch = new byte[MAX_LENGTH + Long.BYTES];

    private final RecentValues<Entry<V>> entries;
    private final Decoder<V> decoder;

    /** The entry read last: sources come in runs. */
    private Entry<V> last;

    /** Makes a value of what the cache does not hold. */
    @FunctionalInterface
    interface Decoder<V> {
        V decode(byte[] encoding) throws IOException;
    }

    private record Entry<V>(byte[] encoding, V value) {

        boolean isOf(byte[] bytes, int length) {
            return encoding.length == length
                    && Arrays.equals(encoding, 0, length, bytes, 0, length);
        }
    }

    /**
     * @param slotBits the binary logarithm of the number of slots, at least 1
     */
    ByteCache(int slotBits, Decoder<V> decoder) {
        this.entries = new RecentValues<>(slotBits);
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
        if (last == null || !last.isOf(scratch, length)) {
            last = find(length);
        }
        return last.value;
    }

    private Entry<V> find(int length) throws IOException {
        int hash = hash(length);
        Entry<V> entry = entries.newer(hash);
        if (entry != null && entry.isOf(scratch, length)) {
            return entry;
        }
        entry = entries.older(hash);
        if (entry != null && entry.isOf(scratch, length)) {
            return entry;
        }
        byte[] encoding = Arrays.copyOf(scratch, length);
        entry = new Entry<>(encoding, decoder.decode(encoding));
        entries.add(hash, entry);
        return entry;
    }

    /** Eight bytes at a time: this is done for every message. */
    private int hash(int length) {
        long hash = length;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = mix(hash, (long) LONGS.get(scratch, at));
        }
        if (at < length) {
            long rest = (long) LONGS.get(scratch, at);
            hash = mix(hash, rest & (1L << Byte.SIZE * (length - at)) - 1);
        }
        return (int) (hash >>> 32); // the lower half knows nothing of the last word's upper half
    }

    private static long mix(long hash, long bytes) {
        long mixed = (hash ^ bytes) * SPREAD;
        return mixed ^ mixed >>> 32;
    }
}
