package com.k2.sequence.wire;

/**
 * Values met lately, found by their hash, so that what comes with every message is made once.
 * Bounded: a table of fixed size with two values for each slot, where a new one takes the place of
 * the older. Whoever asks compares: different values may have one hash. Not thread-safe.
 */
final class RecentValues<V> {

    /** The golden ratio of 32 bits: spreads hashes that differ in a few bits. */
    private static final int SPREAD = 0x9E3779B9;

    private final int slotBits;

    /** The newer value of each slot and, behind it, the older one. Made with the first value. */
    private V[] values;

    /**
     * @param slotBits the binary logarithm of the number of slots, from 1 to 30
     */
    @SuppressWarnings("unchecked")
    RecentValues(int slotBits) {
        this.slotBits = slotBits;
        this.values = (V[]) new Object[0];
    }

    /** A value that may have this hash; null where there is none. */
    V newer(int hash) {
        return values.length == 0 ? null : values[slot(hash)];
    }

    /** Another value that may have this hash; null where there is none. */
    V older(int hash) {
        return values.length == 0 ? null : values[slot(hash) + 1];
    }

    /** Remembers a value that is neither of the two, in place of the older. */
    @SuppressWarnings("unchecked")
    void add(int hash, V value) {
        if (values.length == 0) {
            values = (V[]) new Object[2 << slotBits];
        }
        int slot = slot(hash);
        values[slot + 1] = values[slot];
        values[slot] = value;
    }

    private int slot(int hash) {
        return (hash * SPREAD >>> Integer.SIZE - slotBits) << 1;
    }
}
