package com.k2.sequence.io;

import com.k2.sequence.tracking.InstrumentKey;

/**
 * Gives one key for equal instruments, so that a key's hash is computed once and comparing it is
 * quick. Bounded as {@link TextCache} is. Not thread-safe.
 */
final class InstrumentCache {

    /** Sparse at ten thousand instruments, so that few of them share a slot. */
    private static final int SLOT_BITS = 16;

    private static final int MAX_LENGTH = 128;

    private final InstrumentKey[] instruments = new InstrumentKey[1 << SLOT_BITS];

    InstrumentKey get(String exchange, String symbol) {
        if (exchange.length() + symbol.length() > MAX_LENGTH) {
            return new InstrumentKey(exchange, symbol);
        }
        int hash = 31 * exchange.hashCode() + symbol.hashCode();
        int slot = hash * 0x9E3779B9 >>> Integer.SIZE - SLOT_BITS;
        InstrumentKey instrument = instruments[slot];
        if (instrument == null
                || !instrument.symbol().equals(symbol)
                || !instrument.exchange().equals(exchange)) {
            instrument = new InstrumentKey(exchange, symbol);
            instruments[slot] = instrument;
        }
        return instrument;
    }
}
