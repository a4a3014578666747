package com.k2.sequence.admin.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.redis.rows.RedisRow;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowOrderTest {

    private static final RedisRow OLD = row("b", "old", 1L, 3, 0);
    private static final RedisRow NEW = row("a", "new", 9L, 3, 2);
    private static final RedisRow CLEARED = row("a", "cleared", null, 0, 5);

    private static RedisRow row(String exchange, String symbol, Long time, long gaps, long resets) {
        return new RedisRow(
                new InstrumentKey(exchange, symbol),
                Arrays.asList(time == null ? null : 7L, time, gaps, resets),
                "t/0@0");
    }

    private static List<RedisRow> first(RowOrder order, int limit) {
        TopRows top = new TopRows(order.comparator(), limit);
        List.of(OLD, CLEARED, NEW).forEach(top::add);
        return top.sorted();
    }

    @Test
    void beginsWithMostGapsAndGoesOnByName() {
        assertThat(first(RowOrder.GAPS, 3)).containsExactly(NEW, OLD, CLEARED);
    }

    @Test
    void beginsWithTheLongestSilenceAndEndsWithWhatWasCleared() {
        assertThat(first(RowOrder.SILENCE, 3)).containsExactly(OLD, NEW, CLEARED);
    }

    @Test
    void beginsWithMostResets() {
        assertThat(first(RowOrder.RESETS, 2)).containsExactly(CLEARED, NEW);
    }

    @Test
    void goesByExchangeThenSymbol() {
        assertThat(first(RowOrder.NAME, 3)).containsExactly(CLEARED, NEW, OLD);
    }

    @Test
    void keepsTheFirstOfAnyNumberInAnySequence() {
        List<RedisRow> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(row("x", "s" + i, (long) i, i % 100, i));
        }
        Collections.shuffle(rows, new Random(1));
        for (RowOrder order : RowOrder.values()) {
            if (order == RowOrder.NONE) {
                continue;
            }
            TopRows top = new TopRows(order.comparator(), 17);
            rows.forEach(top::add);

            assertThat(top.sorted())
                    .isEqualTo(rows.stream().sorted(order.comparator()).limit(17).toList());
        }
    }
}
