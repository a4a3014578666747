package com.k2.sequence.operator.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WarmKeyTableTest {

    private final WarmKeyTable table = new WarmKeyTable();

    /**
     * 131,072 symbols that begin alike and have one {@link String#hashCode}: what somebody would
     * send to make each message walk past all keys before its own.
     */
    static List<String> symbolsOfOneHash() {
        List<String> symbols = List.of("INVENTED");
        for (int i = 0; i < 17; i++) {
            symbols = symbols.stream().flatMap(s -> Stream.of(s + "Aa", s + "BB")).toList();
        }
        return symbols;
    }

    @Test
    void symbolsThatAreChosenForTheirHashAreSpreadLikeOthers() {
        List<String> symbols = symbolsOfOneHash();
        assertThat(symbols.stream().map(String::hashCode).distinct()).hasSize(1);

        assertSpread(
                symbols.stream()
                        .map(symbol -> key(new InstrumentKey("asx", symbol)).hash())
                        .toList());
        assertSpread(
                symbols.stream()
                        .map(symbol -> key(new InstrumentKey(symbol, "BHP")).hash())
                        .toList());
        assertSpread(
                IntStream.range(0, symbols.size())
                        .mapToObj(i -> key(new InstrumentKey("asx", "" + i)).hash())
                        .toList());
    }

    /**
     * As many as balls thrown at random into as many boxes: 63 % of the boxes have one, none many.
     */
    private static void assertSpread(List<Integer> hashes) {
        Map<Integer, Integer> slots = new HashMap<>();
        hashes.forEach(hash -> slots.merge(hash >>> 15, 1, Integer::sum));
        assertThat(slots).hasSizeBetween(81_000, 85_000);
        assertThat(slots.values()).allMatch(keys -> keys < 20);
    }

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

    /** Among few symbols, so that many meet in a slot; removed by the hand and by the pass. */
    @Property
    void isAMap(@ForAll @Size(max = 300) List<@IntRange(max = 99) Integer> steps) {
        WarmKeyTable keys = new WarmKeyTable();
        Map<InstrumentKey, WarmKey> expected = new HashMap<>();
        for (int step : steps) {
            InstrumentKey instrument = new InstrumentKey("x", "S" + step);
            WarmKey known = keys.get(instrument);
            assertThat(known).isSameAs(expected.get(instrument));
            if (known == null) {
                WarmKey key = key(instrument);
                keys.add(key);
                expected.put(instrument, key);
            } else if (step % 10 > 0) {
                WarmKey gone =
                        keys.removeNext(key -> key.instrument().hashCode() % 10 == step % 10);
                if (gone != null) {
                    assertThat(expected.remove(gone.instrument())).isSameAs(gone);
                }
            } else {
                Predicate<WarmKey> some = key -> key.instrument().hashCode() % 2 == 0;
                Set<WarmKey> left = new HashSet<>(expected.values());
                left.removeIf(some);
                int size = keys.size();
                keys.remove(step / 10, some);
                assertThat(size - keys.size()).isEqualTo(Math.min(step / 10, size - left.size()));
                assertThat(all(keys)).containsAll(left);
                expected.values().retainAll(all(keys));
            }
            assertThat(all(keys)).hasSize(keys.size()).isEqualTo(Set.copyOf(expected.values()));
        }
        expected.forEach((instrument, key) -> assertThat(keys.get(instrument)).isSameAs(key));
    }

    @Test
    void theHandGoesRoundAndLooksAtFewKeysAtOnce() {
        for (int i = 0; i < 1_000; i++) {
            add(new InstrumentKey("x", "S" + i));
        }
        Set<WarmKey> seen = new HashSet<>();
        int times = 0;
        while (seen.size() < 1_000) {
            int before = seen.size();
            WarmKey none =
                    table.removeNext(
                            key -> {
                                seen.add(key);
                                return false;
                            });
            assertThat(none).isNull();
            assertThat(seen.size() - before).isLessThanOrEqualTo(16);
            times++;
        }
        assertThat(times).as("not one slot is looked at twice").isLessThanOrEqualTo(2_048 / 16);
    }

    /** At a barrier everything waits for it. */
    @Test
    void looksAtNoMoreKeysThanItRemovesWhereAllMayGo() {
        for (int i = 0; i < 1_000; i++) {
            add(new InstrumentKey("x", "S" + i));
        }
        List<WarmKey> seen = new ArrayList<>();

        table.remove(7, seen::add);

        assertThat(seen).hasSize(7);
        assertThat(all(table)).hasSize(993).doesNotContainAnyElementsOf(seen);
    }

    @Test
    void theHandMeetsKeysAlsoWhereMostHaveGone() {
        for (int i = 0; i < 10_000; i++) {
            add(new InstrumentKey("x", "S" + i));
        }
        table.remove(9_900, key -> true);
        assertThat(table.size()).isEqualTo(100);

        for (int i = 0; i < 50; i++) {
            assertThat(table.removeNext(key -> true)).isNotNull();
        }
        for (WarmKey key : all(table)) {
            assertThat(table.get(key.instrument())).isSameAs(key);
        }
    }

    private static List<InstrumentKey> alike() {
        return ALIKE.stream()
                .flatMap(
                        exchange ->
                                ALIKE.stream().map(symbol -> new InstrumentKey(exchange, symbol)))
                .toList();
    }

    private static Set<WarmKey> all(WarmKeyTable keys) {
        Set<WarmKey> all = new HashSet<>();
        keys.forEach(all::add);
        return all;
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
