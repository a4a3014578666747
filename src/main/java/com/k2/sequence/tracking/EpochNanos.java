package com.k2.sequence.tracking;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * Times as the job counts them, nanoseconds since 1970-01-01T00:00:00Z, and as other programs read
 * them, ISO-8601 in UTC. A {@code long} holds the years 1677 to 2262.
 */
public final class EpochNanos {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private EpochNanos() {}

    /**
     * Writes a time as {@link Instant#toString} does: {@code 2026-01-11T10:00:00.127483Z}, with no,
     * three, six or nine decimal places, whatever it takes.
     */
    public static String format(long nanos) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(nanos, NANOS_PER_SECOND),
                        Math.floorMod(nanos, NANOS_PER_SECOND))
                .toString();
    }

    /**
     * Reads what {@link #format} wrote; any other offset than {@code Z} is understood too.
     *
     * @throws IllegalArgumentException if it is no such time, or one that nanoseconds in a {@code
     *     long} can't hold
     */
    public static long parse(String text) {
        try {
            return of(Instant.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "a time must be ISO-8601 with an offset and within 1677 to 2262, such as"
                            + " 2026-01-11T10:00:00.127483Z",
                    e);
        }
    }

    /**
     * The time as nanoseconds.
     *
     * @throws ArithmeticException if a {@code long} can't hold it
     */
    public static long of(Instant instant) {
        long seconds = instant.getEpochSecond();
        long nanos = instant.getNano();
        if (seconds < 0) {
            // From the second above, so that the product is in range wherever the sum is.
            seconds++;
            nanos -= NANOS_PER_SECOND;
        }
        return Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
    }
}
