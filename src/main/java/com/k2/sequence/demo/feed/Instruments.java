package com.k2.sequence.demo.feed;

import com.k2.sequence.tracking.InstrumentKey;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The made-up market: well-known names first, numbered ones after them. */
public final class Instruments {

    private static final List<String> EXCHANGES = List.of("asx", "nasdaq", "lse", "tse", "hkex");

    private static final Map<String, List<String>> SYMBOLS =
            Map.of(
                    "asx", List.of("BHP", "CBA", "CSL", "NAB", "WBC", "RIO"),
                    "nasdaq", List.of("AAPL", "MSFT", "NVDA", "AMZN", "GOOG"),
                    "lse", List.of("VOD", "SHEL", "AZN", "HSBA", "ULVR"),
                    "tse", List.of("7203", "6758", "9984", "8306"),
                    "hkex", List.of("0700", "9988", "0005", "1299"));

    private Instruments() {}

    /**
     * The instruments of some exchanges, which take turns.
     *
     * @param exchanges how many exchanges, at least 1
     * @param symbols how many instruments in all, at least {@code exchanges}
     */
    public static List<InstrumentKey> of(int exchanges, int symbols) {
        if (exchanges < 1 || symbols < exchanges) {
            throw new IllegalArgumentException(
                    "a market needs at least one exchange and a symbol on each, not "
                            + exchanges
                            + " exchanges and "
                            + symbols
                            + " symbols");
        }
        return IntStream.range(0, symbols)
                .mapToObj(i -> instrument(exchange(i % exchanges), i / exchanges))
                .toList();
    }

    private static String exchange(int index) {
        return index < EXCHANGES.size() ? EXCHANGES.get(index) : "x" + index;
    }

    private static InstrumentKey instrument(String exchange, int index) {
        List<String> names = SYMBOLS.getOrDefault(exchange, List.of());
        return new InstrumentKey(
                exchange, index < names.size() ? names.get(index) : String.format("S%05d", index));
    }
}
