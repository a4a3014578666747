package com.k2.sequence.decode.field;

import java.io.Serializable;

/**
 * How the times of a feed are written.
 *
 * @param word {@code auto}, {@code iso}, {@code epoch-s}, {@code epoch-ms}, {@code epoch-us},
 *     {@code epoch-ns}, or a pattern of {@link java.time.format.DateTimeFormatter}, whose times are
 *     in UTC where they have no offset
 */
public record TimestampFormat(String word) implements Serializable {

    /** Of feeds that set none. */
    public static final TimestampFormat AUTO = new TimestampFormat("auto");

    /**
     * @throws IllegalArgumentException if it is neither one of the words nor a pattern that gives a
     *     date and a time of day
     */
    public TimestampFormat {
        reader(word);
    }

    /** A reader of such times; thread-safe. */
    TimeReader reader() {
        return reader(word);
    }

    /** What a time must be, for a person. */
    public String expected() {
        return switch (word) {
            case "auto" ->
                    "an ISO-8601 time, or epoch seconds, milliseconds, microseconds or nanoseconds"
                            + " within 2000 to 2100";
            case "iso" -> "an ISO-8601 time";
            case "epoch-s" -> "epoch seconds within 2000 to 2100";
            case "epoch-ms" -> "epoch milliseconds within 2000 to 2100";
            case "epoch-us" -> "epoch microseconds within 2000 to 2100";
            case "epoch-ns" -> "epoch nanoseconds within 2000 to 2100";
            default -> "a time written as " + word;
        };
    }

    private static TimeReader reader(String word) {
        return switch (word) {
            case "auto" -> MessageTimes::parse;
            case "iso" -> MessageTimes::parseIso;
            case "epoch-s" -> new EpochReader(1_000_000_000);
            case "epoch-ms" -> new EpochReader(1_000_000);
            case "epoch-us" -> new EpochReader(1_000);
            case "epoch-ns" -> new EpochReader(1);
            default -> new PatternReader(word);
        };
    }

    private record EpochReader(long nanosPerUnit) implements TimeReader {
        @Override
        public long read(char[] chars, int offset, int length) {
            return MessageTimes.parseNumber(chars, offset, length, nanosPerUnit);
        }
    }
}
