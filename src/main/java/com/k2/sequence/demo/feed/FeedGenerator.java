package com.k2.sequence.demo.feed;

import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * A correct feed: instruments take turns at random, and each counts up by one from its own first
 * number. Endless; equal seeds, instruments and clocks give equal feeds. Not thread-safe.
 */
public final class FeedGenerator {

    private static final long START_NANOS = EpochNanos.of(Instant.parse("2026-01-11T10:00:00Z"));

    /** Series start anywhere from 1 to 10 to this power, so that short and long numbers occur. */
    private static final int START_MAGNITUDES = 9;

    private static final int MAX_STEP_MICROS = 50;
    private static final long NANOS_PER_MICRO = 1_000;

    private final SplittableRandom random;
    private final List<InstrumentKey> instruments;
    private final long[] nextSequences;

    /** Null where times follow from the seed. */
    private final LongSupplier clock;

    private long nanos = START_NANOS;

    /**
     * A feed whose times follow from the seed too, from a fixed one on.
     *
     * @param instruments at least one, all different
     */
    public FeedGenerator(long seed, List<InstrumentKey> instruments) {
        this(seed, instruments, null);
    }

    /**
     * A feed whose messages are stamped when they are made. All else follows from the seed.
     *
     * @param instruments at least one, all different
     * @param clock nanoseconds since 1970-01-01T00:00:00Z
     */
    public FeedGenerator(long seed, List<InstrumentKey> instruments, LongSupplier clock) {
        this.clock = clock;
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
        long next = nanos + NANOS_PER_MICRO * random.nextInt(1, MAX_STEP_MICROS);
        nanos = clock == null ? next : clockTime();
        return new Tick(instruments.get(index), nextSequences[index]++, nanos);
    }

    /** In whole microseconds, each later than the one before, whatever the clock does. */
    private long clockTime() {
        long now = clock.getAsLong();
        long micros = now - now % NANOS_PER_MICRO;
        return nanos == START_NANOS ? micros : Math.max(nanos + NANOS_PER_MICRO, micros);
    }
}
