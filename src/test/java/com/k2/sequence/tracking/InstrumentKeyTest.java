package com.k2.sequence.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InstrumentKeyTest {

    @Property
    void orderAgreesWithEquality(
            @ForAll String exchange, @ForAll String symbol, @ForAll String other) {
        InstrumentKey key = new InstrumentKey(exchange, symbol);
        InstrumentKey copy = new InstrumentKey(new String(exchange), new String(symbol));
        InstrumentKey second = new InstrumentKey(exchange, other);
        InstrumentKey third = new InstrumentKey(other, symbol);

        assertThat(key).isEqualByComparingTo(copy);
        assertThat(key.compareTo(second) == 0).isEqualTo(key.equals(second));
        assertThat(key.compareTo(third) == 0).isEqualTo(key.equals(third));
        assertThat(Integer.signum(key.compareTo(second)))
                .isEqualTo(-Integer.signum(second.compareTo(key)));
    }

    /** Savepoints have keys in the groups that this hash puts them in: it must not change. */
    @Test
    void theHashIsThatOfEveryVersion() {
        assertThat(new InstrumentKey("asx", "BHP")).hasSameHashCodeAs(31 * 96_902 + 65_738);
    }

    /** Without an order each look-up would walk past half of them: an hour in all. */
    @Test
    @Timeout(60)
    void keysOfOneHashAreFoundInAHashTable() {
        List<String> symbols = List.of("");
        for (int i = 0; i < 17; i++) {
            symbols = symbols.stream().flatMap(s -> Stream.of(s + "Aa", s + "BB")).toList();
        }
        Map<InstrumentKey, String> table = new HashMap<>();
        for (String symbol : symbols) {
            table.put(new InstrumentKey("asx", symbol), symbol);
        }

        for (String symbol : symbols) {
            assertThat(table.get(new InstrumentKey("asx", symbol)) == symbol).isTrue();
        }
    }
}
