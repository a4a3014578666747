package com.k2.sequence.demo.feed;

import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A feed as it should be: instruments take turns at random, and each counts up by one from a number
 * of its own. Endless; equal seeds and instruments give equal feeds. Not thread-safe.
 */
public final class FeedGenerator {

    private static final long START_NANOS = EpochNanos.of(Instant.parse("2026-01-11T10:00:00Z"));

    /** Series start anywhere from 1 to 10 to this power, so that short and long numbers occur. */
    private static final int START_MAGNITUDES = 9;

    private static final int MAX_STEP_MICROS = 50;

    private final SplittableRandom random;
    private final List<InstrumentKey> instruments;
    private final long[] nextSequences;
    private long nanos = START_NANOS;

    /**
     * @param instruments at least one, all different
     */
    public FeedGenerator(long seed, List<InstrumentKey> instruments) {
        if (instruments.isEmpty()) {
            throw new IllegalArgumentException("a feed needs at least one instrument");
        }
        this.random = new SplittableRandom(seed);
        this.instruments = List.copyOf(instruments);
        this.nextSequences =
                random.doubles(instruments.size(), 0, START_MAGNITUDES)
                        .mapToLong(magnitude -> (long) Math.pow(10, magnitude))
                        .toArray();
    }

    Tick next() {
        int index = random.nextInt(nextSequences.length);
        nanos += 1_000L * random.nextInt(1, MAX_STEP_MICROS);
        return new Tick(instruments.get(index), nextSequences[index]++, nanos);
    }
}
