package com.k2.sequence.tracking;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a sequence number counts within: one symbol on one exchange. Both parts are taken as they
 * come, any character included.
 *
 * @param exchange the venue, never null
 * @param symbol the instrument, or the channel where a venue numbers by channel, never null
 */
public record InstrumentKey(String exchange, String symbol) implements Serializable {

    public InstrumentKey {
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(symbol, "symbol");
    }

    /**
     * Written out, because the language leaves a record's hash open and Flink assigns keys to key
     * groups by it: it must be the same in every JVM that restores a savepoint.
     */
    @Override
    public int hashCode() {
        return 31 * exchange.hashCode() + symbol.hashCode();
    }

    /**
     * Written out as well: it is asked for every message, nearly always about the same object, and
     * symbols differ where exchanges don't.
     */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof InstrumentKey key
                        && symbol.equals(key.symbol)
                        && exchange.equals(key.exchange);
    }

    /** The key as other programs see it in an event topic: {@code <exchange>.<symbol>}. */
    @Override
    public String toString() {
        return exchange + '.' + symbol;
    }
}
