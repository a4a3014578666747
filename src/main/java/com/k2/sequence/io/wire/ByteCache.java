package com.k2.sequence.io.wire;

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

    /** Bytes of an encoding that lie in its entry. */
    private static final int IN_ENTRY = 3 * Long.BYTES;

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

    /** An encoding and its value; short encodings lie in the entry itself, so as to be near. */
    private static final class Entry<V> {
        private final int length;
        private final long first;
        private final long second;
        private final long third;

        /** What is past the three words; null where nothing is. */
        private final byte[] rest;

        private final V value;

        Entry(ByteCache<V> of, int length, V value) {
            this.length = length;
            this.first = of.word(0, length);
            this.second = of.word(1, length);
            this.third = of.word(2, length);
            this.rest = length > IN_ENTRY ? Arrays.copyOfRange(of.scratch, IN_ENTRY, length) : null;
            this.value = value;
        }

        /** Whether it is of the encoding that the cache reads now. */
        boolean isOf(ByteCache<V> of, int otherLength) {
            return length == otherLength
                    && first == of.word(0, length)
                    && second == of.word(1, length)
                    && third == of.word(2, length)
                    && (rest == null
                            || Arrays.equals(rest, 0, rest.length, of.scratch, IN_ENTRY, length));
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
        if (last == null || !last.isOf(this, length)) {
            last = find(length);
        }
        return last.value;
    }

    private Entry<V> find(int length) throws IOException {
        int hash = hash(length);
        Entry<V> entry = entries.newer(hash);
        if (entry != null && entry.isOf(this, length)) {
            return entry;
        }
        entry = entries.older(hash);
        if (entry != null && entry.isOf(this, length)) {
            return entry;
        }
        byte[] encoding = Arrays.copyOf(scratch, length);
        entry = new Entry<>(this, length, decoder.decode(encoding));
        entries.add(hash, entry);
        return entry;
    }

    /** Eight bytes at a time: this is done for every message. */
    private int hash(int length) {
        long hash = length;
        for (int index = 0; index * Long.BYTES < length; index++) {
            hash = mix(hash, word(index, length));
        }
        return (int) (hash >>> 32); // the lower half knows nothing of the last word's upper half
    }

    /** Eight bytes of the encoding that is read now; 0 in place of those it does not have. */
    private long word(int index, int length) {
        int left = length - index * Long.BYTES;
        if (left <= 0) {
            return 0;
        }
        long bytes = (long) LONGS.get(scratch, index * Long.BYTES);
        return left >= Long.BYTES ? bytes : bytes & (1L << Byte.SIZE * left) - 1;
    }

    private static long mix(long hash, long bytes) {
        long mixed = (hash ^ bytes) * SPREAD;
        return mixed ^ mixed >>> 32;
    }
}
