package com.k2.sequence.io.field;

import com.k2.sequence.tracking.InstrumentKey;

/**
 * Gives one key for equal instruments, so that a key's hash is computed once and comparing it is
 * quick. Bounded as {@link TextCache} is. Not thread-safe.
 */
public final class InstrumentCache {

    /** Sparse at ten thousand instruments, so that few of them share a slot. */
    private static final int SLOT_BITS = 16;

    private static final int MAX_LENGTH = 128;

    private final RecentValues<InstrumentKey> instruments = new RecentValues<>(SLOT_BITS);

    public InstrumentKey get(String exchange, String symbol) {
        if (exchange.length() + symbol.length() > MAX_LENGTH) {
            return new InstrumentKey(exchange, symbol);
        }
        int hash = 31 * exchange.hashCode() + symbol.hashCode();
        InstrumentKey instrument = instruments.newer(hash);
        if (isOf(instrument, exchange, symbol)) {
            return instrument;
        }
        instrument = instruments.older(hash);
        if (isOf(instrument, exchange, symbol)) {
            return instrument;
        }
        instrument = new InstrumentKey(exchange, symbol);
        instruments.add(hash, instrument);
        return instrument;
    }

    private static boolean isOf(InstrumentKey instrument, String exchange, String symbol) {
        return instrument != null
                && instrument.symbol().equals(symbol)
                && instrument.exchange().equals(exchange);
    }
}
