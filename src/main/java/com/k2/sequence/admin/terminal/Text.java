package com.k2.sequence.admin.terminal;

import com.k2.sequence.logging.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Figures, times and names as a person reads them. */
public final class Text {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Text() {}

    /** With thousands separators. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With the noun's plural where there is not one. */
    public static String counted(long number, String noun) {
        return number(number) + ' ' + noun + (number == 1 ? "" : "s");
    }

    /** The two largest units: {@code 3 d 4 h}, {@code 12 min 5 s}, {@code 7 s}. */
    public static String age(Duration age) {
        if (age.isNegative()) {
            return "-" + age(age.negated());
        }
        long seconds = age.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds, 60, "min", 1, "s");
        }
        if (seconds < 86_400) {
            return two(seconds, 3_600, "h", 60, "min");
        }
        return two(seconds, 86_400, "d", 3_600, "h");
    }

    private static String two(
            long seconds, long large, String largeUnit, long small, String smallUnit) {
        long rest = seconds % large / small;
        String text = number(seconds / large) + ' ' + largeUnit;
        return rest == 0 ? text : text + ' ' + rest + ' ' + smallUnit;
    }

    /**
     * @param nanos since 1970-01-01T00:00:00Z
     */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    /** To the second: {@code 2026-01-11T10:00:00Z}. */
    public static String toTheSecond(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A name without what would change the terminal: such characters become question marks. */
    public static String shown(String name) {
        return name.isEmpty() ? "''" : Printable.line(name);
    }
}
