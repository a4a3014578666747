package com.k2.sequence.config.source;

import com.k2.sequence.config.Nearest;
import com.k2.sequence.tracking.rule.ResetSchedule.Time;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times such as {@code 22:00 UTC} and {@code SUN 17:00 America/Chicago}. */
final class ResetTimes {

    private static final Pattern TIME =
            Pattern.compile("(?:([A-Za-z]{3}) +)?([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?) +([^ ]+)");

    private static final String RIGHT =
            "must be times of day with their zone, such as 22:00 UTC or SUN 17:00 America/Chicago,"
                    + " separated by ';'";

    private ResetTimes() {}

    /**
     * Reads one or several, separated by {@code ;}.
     *
     * @throws IllegalArgumentException if one is not such a time; the message says what would be
     *     right, in words that follow the value
     */
    static List<Time> parse(String text) {
        List<Time> times = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            Matcher time = TIME.matcher(part.strip());
            if (!time.matches()) {
                throw new IllegalArgumentException(RIGHT);
            }
            times.add(new Time(day(time.group(1)), time(time.group(2)), zone(time.group(3))));
        }
        return times;
    }

    private static DayOfWeek day(String word) {
        if (word == null) {
            return null;
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(word.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new IllegalArgumentException(
                "must name a day as MON, TUE, WED, THU, FRI, SAT or SUN, not " + word);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text.indexOf(':') == 1 ? '0' + text : text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must hold a time of day, not " + text, e);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "must name a time zone, such as UTC, America/New_York or +09:00; there is no "
                            + name
                            + ", the nearest is "
                            + Nearest.to(name, ZoneId.getAvailableZoneIds()),
                    e);
        }
    }
}
