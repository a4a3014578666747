package com.k2.sequence.option;

import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as they are written in options: {@code 500 ms}, {@code 7 d}, {@code PT1H}. What is
 * accepted, and which value it has, is as in Flink's own configuration, so that a person writes
 * both files alike; a number alone is milliseconds.
 */
public final class Durations {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]+)\\s*(\\S*)");

    /** From the largest to the smallest; each is written by the first of its names. */
    private static final List<Unit> UNITS =
            List.of(
                    new Unit(ChronoUnit.DAYS, List.of("d", "day", "days")),
                    new Unit(ChronoUnit.HOURS, List.of("h", "hour", "hours")),
                    new Unit(ChronoUnit.MINUTES, List.of("min", "m", "minute", "minutes")),
                    new Unit(ChronoUnit.SECONDS, List.of("s", "sec", "secs", "second", "seconds")),
                    new Unit(
                            ChronoUnit.MILLIS,
                            List.of("ms", "", "milli", "millis", "millisecond", "milliseconds")),
                    new Unit(
                            ChronoUnit.MICROS,
                            List.of("µs", "micro", "micros", "microsecond", "microseconds")),
                    new Unit(
                            ChronoUnit.NANOS,
                            List.of("ns", "nano", "nanos", "nanosecond", "nanoseconds")));

    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

    private record Unit(ChronoUnit unit, List<String> names) {

        BigInteger nanos() {
            return BigInteger.valueOf(unit.getDuration().toNanos());
        }
    }

    private Durations() {}

    /**
     * @throws IllegalArgumentException if the text is not a duration, or a negative one
     */
    public static Duration parse(String text) {
        String trimmed = text.trim();
        Matcher written = WRITTEN.matcher(trimmed);
        if (!written.matches()) {
            return parseIso(trimmed);
        }
        String name = written.group(2).toLowerCase(Locale.US);
        BigInteger nanos =
                UNITS.stream()
                        .filter(unit -> unit.names().contains(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("there is no such unit"))
                        .nanos()
                        .multiply(new BigInteger(written.group(1)));
        BigInteger[] seconds = nanos.divideAndRemainder(NANOS_PER_SECOND);
        if (seconds[0].bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("longer than a duration can be");
        }
        return Duration.ofSeconds(seconds[0].longValue(), seconds[1].longValue());
    }

    private static Duration parseIso(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a duration", e);
        }
        throw new IllegalArgumentException("a negative duration");
    }

    /** A duration in the largest unit that it has a whole number of. */
    public static String text(Duration duration) {
        if (duration.isZero()) {
            return "0 ms";
        }
        BigInteger nanos =
                BigInteger.valueOf(duration.getSeconds())
                        .multiply(NANOS_PER_SECOND)
                        .add(BigInteger.valueOf(duration.getNano()));
        Unit largest =
                UNITS.stream()
                        .filter(unit -> nanos.mod(unit.nanos()).signum() == 0)
                        .findFirst()
                        .orElseThrow();
        return nanos.divide(largest.nanos()) + " " + largest.names().get(0);
    }
}
