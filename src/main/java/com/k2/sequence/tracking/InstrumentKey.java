package com.k2.sequence.tracking;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a sequence number counts within: one symbol on one exchange. Both parts are taken as they
 * come, any character included.
 *
 * <p>No record, since it keeps its hash, which is asked for several times a message: the strings
 * keep theirs, but lie elsewhere in memory.
 */
public final class InstrumentKey implements Serializable, Comparable<InstrumentKey> {

    private static final long serialVersionUID = 1L;

    private final String exchange;
    private final String symbol;
    private final int hash;

    /**
     * @param exchange the venue, never null
     * @param symbol the instrument, or the channel where a venue numbers by channel, never null
     */
    public InstrumentKey(String exchange, String symbol) {
        this.exchange = Objects.requireNonNull(exchange, "exchange");
        this.symbol = Objects.requireNonNull(symbol, "symbol");
        this.hash = 31 * exchange.hashCode() + symbol.hashCode();
    }

    public String exchange() {
        return exchange;
    }

    public String symbol() {
        return symbol;
    }

    /**
     * Flink assigns keys to key groups by it: it is the same in every JVM that restores a
     * savepoint, whatever the version of Java.
     */
    @Override
    public int hashCode() {
        return hash;
    }

    /** Symbols first: they differ where exchanges don't. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof InstrumentKey key
                        && hash == key.hash
                        && symbol.equals(key.symbol)
                        && exchange.equals(key.exchange);
    }

    /**
     * By symbol, then exchange. With it Java's own hash tables find keys in logarithmic time whose
     * hash is equal; names come from messages, and may be chosen so.
     */
    @Override
    public int compareTo(InstrumentKey other) {
        int bySymbol = symbol.compareTo(other.symbol);
        return bySymbol != 0 ? bySymbol : exchange.compareTo(other.exchange);
    }

    /** The key as other programs see it in an event topic: {@code <exchange>.<symbol>}. */
    @Override
    public String toString() {
        return exchange + '.' + symbol;
    }
}
