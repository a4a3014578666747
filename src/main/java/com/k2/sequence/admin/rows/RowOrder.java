package com.k2.sequence.admin.rows;

import com.k2.sequence.redis.rows.RedisRow;
import java.util.Comparator;
import java.util.Locale;

/** What a list begins with. */
public enum RowOrder {
    /** Most gaps since the last reset. */
    GAPS(Comparator.comparingLong(RedisRow::gapCount).reversed()),
    /** Longest without a message that moved the last number; cleared keys last. */
    SILENCE(
            Comparator.comparing(
                    RedisRow::lastTimestamp, Comparator.nullsLast(Comparator.naturalOrder()))),
    /** Most resets. */
    RESETS(Comparator.comparingLong(RedisRow::resetCount).reversed()),
    /** By exchange and symbol. */
    NAME((one, other) -> 0),
    /** As Redis has them: any number of rows in the memory of a few. */
    NONE(null);

    private static final Comparator<RedisRow> BY_NAME =
            Comparator.comparing((RedisRow row) -> row.key().exchange())
                    .thenComparing(row -> row.key().symbol());

    private final Comparator<RedisRow> first;

    RowOrder(Comparator<RedisRow> first) {
        this.first = first;
    }

    /** What comes first; equals go by name. Null for {@link #NONE}. */
    public Comparator<RedisRow> comparator() {
        return first == null ? null : first.thenComparing(BY_NAME);
    }

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
