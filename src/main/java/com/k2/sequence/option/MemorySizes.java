package com.k2.sequence.option;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of bytes as they are written in options: {@code 1000 kb}, {@code 64mb}. What is accepted,
 * and which value it has, is as in Flink's own configuration; a number alone is bytes, and a kb has
 * 1024 of them.
 */
public final class MemorySizes {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]+)\\s*(\\S*)");

    /** From the largest to the smallest; each is written by the first of its names. */
    private static final List<Unit> UNITS =
            List.of(
                    new Unit(1L << 40, List.of("tb", "t", "tebibytes")),
                    new Unit(1L << 30, List.of("gb", "g", "gibibytes")),
                    new Unit(1L << 20, List.of("mb", "m", "mebibytes")),
                    new Unit(1L << 10, List.of("kb", "k", "kibibytes")),
                    new Unit(1, List.of("bytes", "b", "")));

    private record Unit(long bytes, List<String> names) {}

    private MemorySizes() {}

    /**
     * @return bytes
     * @throws IllegalArgumentException if the text is not a size, or too large for a {@code long}
     */
    public static long parse(String text) {
        Matcher written = WRITTEN.matcher(text.trim());
        if (!written.matches()) {
            throw new IllegalArgumentException("not a number with a unit");
        }
        String name = written.group(2).toLowerCase(Locale.US);
        long unit =
                UNITS.stream()
                        .filter(known -> known.names().contains(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("there is no such unit"))
                        .bytes();
        try {
            return Math.multiplyExact(Long.parseLong(written.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("more bytes than can be counted", e);
        }
    }

    /** A size in the largest unit that it has a whole number of. */
    public static String text(long bytes) {
        Unit largest =
                UNITS.stream()
                        .filter(unit -> bytes != 0 && bytes % unit.bytes() == 0)
                        .findFirst()
                        .orElse(UNITS.get(UNITS.size() - 1));
        return bytes / largest.bytes() + " " + largest.names().get(0);
    }
}
