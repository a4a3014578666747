package com.k2.sequence.testing.larger;

import com.k2.sequence.tracking.rule.ResetSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;

/** When a venue restarts its numbers, and the last of these times that has had its restart. */
final class ResetTimes {

    private final ResetSchedule schedule;

    /** The latest that has had it; null for none. */
    private Instant had;

    /**
     * @param schedule null for no such times
     */
    ResetTimes(ResetSchedule schedule) {
        this.schedule = schedule;
    }

    /** Whether a restart at this time would be the first one of the nearest scheduled time. */
    boolean mayRestart(long timestamp) {
        Instant time = nearest(timestamp);
        return time != null && (had == null || time.isAfter(had));
    }

    /** There was a restart at this time. */
    void restarted(long timestamp) {
        had = nearest(timestamp);
    }

    private Instant nearest(long timestamp) {
        if (schedule == null) {
            return null;
        }
        Instant at = Instant.ofEpochSecond(0, timestamp);
        Instant nearest = null;
        for (ResetSchedule.Time time : schedule.times()) {
            LocalDate today = at.atZone(time.zone()).toLocalDate();
            for (int day = -1; day <= 1; day++) {
                ZonedDateTime scheduled =
                        ZonedDateTime.of(today.plusDays(day), time.time(), time.zone());
                if (time.day() != null && scheduled.getDayOfWeek() != time.day()) {
                    continue;
                }
                Instant candidate = scheduled.toInstant();
                if (distance(candidate, at).compareTo(schedule.tolerance()) <= 0
                        && (nearest == null
                                || distance(candidate, at).compareTo(distance(nearest, at)) < 0)) {
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    private static Duration distance(Instant one, Instant other) {
        return Duration.between(one, other).abs();
    }
}
