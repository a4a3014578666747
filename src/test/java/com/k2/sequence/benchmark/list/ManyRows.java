package com.k2.sequence.benchmark.list;

import com.k2.sequence.benchmark.measure.StrictListener;
import com.k2.sequence.redis.RedisSequenceStoreFactory;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.net.URI;
import java.time.Duration;
import java.util.stream.LongStream;

/** Fills Redis as a job would have left it, every row with numbers of its own. */
final class ManyRows {

    /** More than any row has gaps. */
    private static final long GAPS = 10_000;

    private static final int AT_ONCE = 1_000;
    private static final int EXCHANGES = 4;

    /** 2026-01-11T10:00:00.127299Z. */
    private static final long TIME = 1_768_125_600_127_299_000L;

    private ManyRows() {}

    /** Returns when every row is there. */
    static void fill(URI redis, long rows) {
        RedisSettings options =
                new RedisSettings(
                        redis.toString(), "k2:seq", Duration.ofDays(7), Duration.ofSeconds(10));
        try (SequenceStore store =
                new RedisSequenceStoreFactory(options)
                        .open(TIME / 1_000_000, new StrictListener())) {
            for (long from = 0; from < rows; from += AT_ONCE) {
                store.update(
                                LongStream.range(from, Math.min(from + AT_ONCE, rows))
                                        .mapToObj(ManyRows::row)
                                        .toList())
                        .join();
            }
        }
    }

    private static SequenceUpdate row(long number) {
        return new SequenceUpdate(
                new InstrumentKey("exchange" + number % EXCHANGES, "SYM" + number),
                new SequenceState(
                        1_000_000 + number,
                        TIME - number * 1_000_000,
                        // Spread over the keys, so that no order is that of the names.
                        number * 7_919 % GAPS,
                        number % 3),
                new SourcePosition("market.ticks", (int) (number % 16), number),
                null,
                0);
    }
}
