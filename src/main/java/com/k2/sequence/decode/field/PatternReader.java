package com.k2.sequence.decode.field;

import com.k2.sequence.tracking.EpochNanos;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Reads times by a pattern; names of months and days are English, in either case. */
final class PatternReader implements TimeReader {

    /** A day of the year and numbers of two digits throughout: no field passes for another. */
    private static final Instant SAMPLE = Instant.parse("2026-11-29T21:47:31.726Z");

    private final DateTimeFormatter formatter;

    /**
     * @throws IllegalArgumentException if it is not a pattern, or what it writes does not say when
     *     that was
     */
    PatternReader(String pattern) {
        this.formatter =
                new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(pattern)
                        // A year of an era, "yyyy", is nothing yet without the era.
                        .parseDefaulting(ChronoField.ERA, 1)
                        .toFormatter(Locale.US)
                        .withResolverStyle(ResolverStyle.STRICT)
                        .withChronology(IsoChronology.INSTANCE)
                        .withZone(ZoneOffset.UTC);
        try {
            formatter.parse(formatter.format(SAMPLE), Instant::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a pattern without a date and a time of day", e);
        }
    }

    @Override
    public long read(char[] chars, int offset, int length) {
        if (length > MessageTimes.MAX_LENGTH) {
            return MessageTimes.NONE;
        }
        try {
            long nanos =
                    EpochNanos.of(
                            formatter.parse(new String(chars, offset, length), Instant::from));
            return nanos < 0 ? MessageTimes.NONE : nanos;
        } catch (DateTimeException | ArithmeticException e) {
            return MessageTimes.NONE;
        }
    }
}
