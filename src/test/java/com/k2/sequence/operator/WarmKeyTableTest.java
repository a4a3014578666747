package com.k2.sequence.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WarmKeyTableTest {

    private final WarmKeyTable table = new WarmKeyTable();

    /** What no shortcut may take for each other: length, case, zeros, what lies past a byte. */
    private static final List<String> ALIKE =
            List.of(
                    "",
                    "\0",
                    "\0\0",
                    "A",
                    "a",
                    "A\0",
                    "\0A",
                    "\u0141",
                    "\u0141\u0041",
                    "A\u0141",
                    "AAAAAAAA",
                    "AAAAAAAAA",
                    "AAAAAAAAB",
                    "BAAAAAAAA",
                    "AAAAAAAAAAAAAAA",
                    "AAAAAAAAAAAAAAAA",
                    "AAAAAAAAAAAAAAAAA",
                    "AAAAAAAAAAAAAAAB",
                    "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
                    "\uffff");

    @Test
    void tellsInstrumentsApart() {
        List<WarmKey> keys = new ArrayList<>();
        for (InstrumentKey instrument : alike()) {
            assertThat(table.get(instrument)).isNull();
            keys.add(add(instrument));
        }

        assertThat(table.size()).isEqualTo(keys.size());
        for (WarmKey key : keys) {
            assertThat(table.get(key.instrument())).isSameAs(key);
            assertThat(table.get(copyOf(key.instrument()))).isSameAs(key);
        }
    }

    @Test
    void noKeyIsTakenForAnother() {
        for (InstrumentKey one : alike()) {
            WarmKey key = key(one);
            for (InstrumentKey other : alike()) {
                for (InstrumentKey asked : List.of(other, copyOf(other))) {
                    long head = SymbolWords.head(asked.symbol());
                    long tail = SymbolWords.tail(asked.symbol());
                    assertThat(key.isOf(asked, head, tail)).isEqualTo(one.equals(other));
                }
            }
        }
    }

    /** "Aa" and "BB" have one hash. */
    @Test
    void tellsApartWhatHasOneHash() {
        WarmKey one = add(new InstrumentKey("x", "Aa"));
        WarmKey other = add(new InstrumentKey("x", "BB"));

        assertThat(one.instrument()).hasSameHashCodeAs(other.instrument());
        assertThat(table.get(copyOf(one.instrument()))).isSameAs(one);
        assertThat(table.get(copyOf(other.instrument()))).isSameAs(other);
        assertThat(table.get(new InstrumentKey("x", "C#"))).isNull();
    }

    @Property
    void isAMap(
            @ForAll @Size(max = 200) List<String> added,
            @ForAll @Size(max = 50) List<String> asked,
            @ForAll int kept) {
        WarmKeyTable keys = new WarmKeyTable();
        Map<String, WarmKey> expected = new HashMap<>();
        for (String symbol : added) {
            WarmKey known = keys.get(new InstrumentKey("x", symbol));
            assertThat(known).isSameAs(expected.get(symbol));
            if (known == null) {
                WarmKey key = key(new InstrumentKey("x", symbol));
                keys.add(key);
                expected.put(symbol, key);
            }
        }
        for (String symbol : asked) {
            assertThat(keys.get(new InstrumentKey("x", symbol))).isSameAs(expected.get(symbol));
        }
        keys.retainIf(key -> key.instrument().hashCode() < kept);
        for (Map.Entry<String, WarmKey> each : expected.entrySet()) {
            InstrumentKey instrument = new InstrumentKey("x", each.getKey());
            assertThat(keys.get(instrument))
                    .isSameAs(instrument.hashCode() < kept ? each.getValue() : null);
        }
        assertThat(keys.size())
                .isEqualTo(
                        (int)
                                expected.values().stream()
                                        .filter(key -> key.instrument().hashCode() < kept)
                                        .count());
    }

    private static List<InstrumentKey> alike() {
        return ALIKE.stream()
                .flatMap(
                        exchange ->
                                ALIKE.stream().map(symbol -> new InstrumentKey(exchange, symbol)))
                .toList();
    }

    private WarmKey add(InstrumentKey instrument) {
        WarmKey key = key(instrument);
        table.add(key);
        return key;
    }

    private static WarmKey key(InstrumentKey instrument) {
        return new WarmKey(instrument, TrackedSequence.startingFrom(null));
    }

    private static InstrumentKey copyOf(InstrumentKey key) {
        return new InstrumentKey(new String(key.exchange()), new String(key.symbol()));
    }
}
