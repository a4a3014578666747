package com.k2.sequence.operator;

import com.k2.sequence.tracking.InstrumentKey;
import java.util.function.Predicate;

/**
 * Warm keys by their instrument. It is looked into for every message, and among many keys what that
 * takes is the misses of the processor's caches: with a {@link java.util.HashMap} those of its
 * node, the instrument, its symbol and the symbol's characters, before that of the key itself. Here
 * a {@link WarmKey} tells by its own fields whether it is the one, so it is mostly the only object
 * that is fetched.
 *
 * <p>Open addressing with linear probing; at most half of the slots are taken. Used by one thread.
 */
final class WarmKeyTable {

    private static final int FIRST_SLOTS = 1 << 4;

    private WarmKey[] slots = new WarmKey[FIRST_SLOTS];
    private int size;

    /** Keys in the table. */
    int size() {
        return size;
    }

    /**
     * Finds a key.
     *
     * @return null where it is not there
     */
    WarmKey get(InstrumentKey instrument) {
        long head = SymbolWords.head(instrument.symbol());
        long tail = SymbolWords.tail(instrument.symbol());
        int slot = slot(WarmKey.hash(instrument, head, tail));
        WarmKey key = slots[slot];
        while (key != null && !key.isOf(instrument, head, tail)) {
            slot = next(slot);
            key = slots[slot];
        }
        return key;
    }

    /** Adds a key that is not there. */
    void add(WarmKey key) {
        if (2 * (size + 1) > slots.length) {
            WarmKey[] all = slots;
            slots = new WarmKey[2 * all.length];
            for (WarmKey each : all) {
                if (each != null) {
                    place(each);
                }
            }
        }
        place(key);
        size++;
    }

    /** Keeps the keys of which this is true. */
    void retainIf(Predicate<WarmKey> kept) {
        WarmKey[] all = slots;
        slots = new WarmKey[FIRST_SLOTS];
        size = 0;
        for (WarmKey key : all) {
            if (key != null && kept.test(key)) {
                add(key);
            }
        }
    }

    private void place(WarmKey key) {
        int slot = slot(key.hash());
        while (slots[slot] != null) {
            slot = next(slot);
        }
        slots[slot] = key;
    }

    private int slot(int hash) {
        return hash >>> Integer.numberOfLeadingZeros(slots.length) + 1;
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }
}
