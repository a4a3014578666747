package com.k2.sequence.operator.buffer;

import com.k2.sequence.tracking.InstrumentKey;
import java.util.function.Predicate;

/**
 * Warm keys by their instrument. It is looked into for every message, and among many keys what that
 * takes is the misses of the processor's caches: with a {@link java.util.HashMap} those of its
 * node, the instrument, its symbol and the symbol's characters, before that of the key itself. Here
 * a {@link WarmKey} tells by its own fields whether it is the one, so it is mostly the only object
 * that is fetched. Nor can symbols be chosen so that they meet in one slot: its hash has a secret.
 *
 * <p>Open addressing with linear probing; at most half of the slots are taken. Used by one thread.
 */
final class WarmKeyTable {

    private static final int FIRST_SLOTS = 1 << 4;

    /** With a quarter to half of the slots taken, four to eight keys. */
    private static final int LOOKS = 1 << 4;

    /** Below one key in so many slots the table shrinks, else the hand would meet hardly any. */
    private static final int SPARSE = 1 << 4;

    private WarmKey[] slots = new WarmKey[FIRST_SLOTS];
    private int size;

    /** The slot that {@link #removeNext} looks at first. */
    private int hand;

    /** The exchange asked for last, and its hash. */
    private String lastExchange;

    private long lastExchangeHash;

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
        int slot = slot(hash(instrument, head, tail));
        WarmKey key = slots[slot];
        while (key != null && !key.isOf(instrument, head, tail)) {
            slot = next(slot);
            key = slots[slot];
        }
        return key;
    }

    private int hash(InstrumentKey instrument, long head, long tail) {
        // Messages have one string an exchange, from InstrumentCodec, and come in runs of it.
        if (instrument.exchange() != lastExchange) {
            lastExchange = instrument.exchange();
            lastExchangeHash = SeededHash.of(0, lastExchange);
        }
        return WarmKey.hash(lastExchangeHash, instrument.symbol(), head, tail);
    }

    /** Adds a key that is not there. */
    void add(WarmKey key) {
        if (2 * (size + 1) > slots.length) {
            resize(2 * slots.length);
        }
        place(key);
        size++;
    }

    /** Removes a key, if it is there. */
    void remove(InstrumentKey instrument) {
        WarmKey key = get(instrument);
        if (key != null) {
            int slot = slot(key.hash());
            while (slots[slot] != key) {
                slot = next(slot);
            }
            removeAt(slot);
        }
    }

    /**
     * Goes on from where it stopped the last time, and round and round, to a key of which something
     * is true, and removes that.
     *
     * @return the key; null if none was among the few that it looked at
     */
    WarmKey removeNext(Predicate<WarmKey> removed) {
        for (int look = 0; look < LOOKS; look++) {
            WarmKey key = removeAtHand(removed);
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    /**
     * As {@link #removeNext}, but goes up to twice round all keys.
     *
     * @return the key; null if of none it was true
     */
    WarmKey removeNextOfAll(Predicate<WarmKey> removed) {
        for (int look = 0; look < 2 * slots.length; look++) {
            WarmKey key = removeAtHand(removed);
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    /**
     * Removes the key at the hand, where another one may come then, or moves the hand on.
     *
     * @return the key; null if it stays or there is none
     */
    private WarmKey removeAtHand(Predicate<WarmKey> removed) {
        WarmKey key = slots[hand];
        if (key != null && removed.test(key)) {
            removeAt(hand);
            return key;
        }
        hand = next(hand);
        return null;
    }

    /** Closes the gap, so that every key is still found from the slot of its hash. */
    private void removeAt(int slot) {
        int gap = slot;
        for (int at = next(slot); slots[at] != null; at = next(at)) {
            int way = distance(slot(slots[at].hash()), at);
            if (way >= distance(gap, at)) {
                slots[gap] = slots[at];
                gap = at;
            }
        }
        slots[gap] = null;
        size--;
    }

    /**
     * Goes round once from where {@link #removeNext} stopped, and removes keys of which something
     * is true.
     *
     * @param most how many
     */
    void remove(int most, Predicate<WarmKey> removed) {
        int left = most;
        int looks = 0;
        while (left > 0 && looks < slots.length) {
            if (removeAtHand(removed) != null) {
                left--;
            } else {
                looks++;
            }
        }
        if (SPARSE * size < slots.length) {
            resize(Math.max(FIRST_SLOTS, Integer.highestOneBit(4 * Math.max(1, size))));
        }
    }

    /** Hands out every key, in no order. */
    <E extends Exception> void forEach(KeyAction<E> taken) throws E {
        for (WarmKey key : slots) {
            if (key != null) {
                taken.accept(key);
            }
        }
    }

    /** What is done with a key. */
    @FunctionalInterface
    interface KeyAction<E extends Exception> {
        void accept(WarmKey key) throws E;
    }

    private void resize(int length) {
        WarmKey[] all = slots;
        slots = new WarmKey[length];
        hand = 0;
        for (WarmKey key : all) {
            if (key != null) {
                place(key);
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

    /** Slots from one to the other, in the order of {@link #next}. */
    private int distance(int from, int to) {
        return to - from & slots.length - 1;
    }
}
