package com.k2.sequence.tracking.rule;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * When a venue restarts its numbers.
 *
 * @param times at least one
 * @param tolerance how far from such a time a restart may be, before and after it; above zero and
 *     below 12 hours
 */
public record ResetSchedule(List<Time> times, Duration tolerance) implements Serializable {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** What a tolerance is below: from there on two days' times would meet. */
    public static final Duration TOLERANCE_BOUND = Duration.ofHours(12);

    /** In place of a scheduled time where none is near. */
    public static final long NONE = Long.MIN_VALUE;

    /**
     * A time of day, each day or on one day of the week.
     *
     * @param day null for each day
     * @param zone whose clocks it goes by, daylight saving included
     */
    public record Time(DayOfWeek day, LocalTime time, ZoneId zone) implements Serializable {

        /** At a day of its zone; null where the day of the week is another one. */
        private Instant on(LocalDate date) {
            return day == null || date.getDayOfWeek() == day
                    ? ZonedDateTime.of(date, time, zone).toInstant()
                    : null;
        }
    }

    /**
     * @throws IllegalArgumentException if there is no time, or the tolerance is out of its range
     */
    public ResetSchedule {
        times = List.copyOf(times);
        if (times.isEmpty()
                || tolerance.isNegative()
                || tolerance.isZero()
                || tolerance.compareTo(TOLERANCE_BOUND) >= 0) {
            throw new IllegalArgumentException(
                    "a schedule has at least one time and a tolerance below 12 hours, not "
                            + times
                            + " and "
                            + tolerance);
        }
    }

    /**
     * The scheduled time within whose tolerance a message lies.
     *
     * @param timestamp in nanoseconds since 1970-01-01T00:00:00Z
     * @return in the same unit, the nearest; {@link #NONE} where none is near
     */
    public long near(long timestamp) {
        Instant at =
                Instant.ofEpochSecond(
                        Math.floorDiv(timestamp, NANOS_PER_SECOND),
                        Math.floorMod(timestamp, NANOS_PER_SECOND));
        Duration least = null;
        long nearest = NONE;
        for (Time time : times) {
            LocalDate date = at.atZone(time.zone()).toLocalDate();
            for (int days = -1; days <= 1; days++) {
                Instant scheduled = time.on(date.plusDays(days));
                if (scheduled == null) {
                    continue;
                }
                Duration distance = Duration.between(scheduled, at).abs();
                if (distance.compareTo(tolerance) <= 0
                        && (least == null || distance.compareTo(least) < 0)) {
                    least = distance;
                    nearest = scheduled.getEpochSecond() * NANOS_PER_SECOND;
                }
            }
        }
        return nearest;
    }
}
