package com.k2.sequence.io.field;

import com.k2.sequence.tracking.EpochNanos;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Reads ISO-8601 date-times; one without an offset is in UTC. */
final class IsoTimes {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** A decimal point and one to nine digits may stand before the Z. */
    private static final String USUAL = "0000-00-00T00:00:00Z";

    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .optionalStart()
                    .appendOffset("+HH:mm:ss", "Z")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withChronology(IsoChronology.INSTANCE);

    private IsoTimes() {}

    /** The time in nanoseconds since 1970-01-01T00:00:00Z, or {@link MessageTimes#NONE}. */
    static long parse(char[] chars, int offset, int length) {
        long usual = parseUsual(chars, offset, length);
        if (usual != MessageTimes.NONE) {
            return usual;
        }
        try {
            TemporalAccessor time =
                    ISO.parseBest(
                            new String(chars, offset, length),
                            OffsetDateTime::from,
                            LocalDateTime::from);
            long nanos =
                    EpochNanos.of(
                            time instanceof OffsetDateTime withOffset
                                    ? withOffset.toInstant()
                                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC));
            return nanos < 0 ? MessageTimes.NONE : nanos;
        } catch (DateTimeException | ArithmeticException e) {
            return MessageTimes.NONE;
        }
    }

    /**
     * What most exchanges write, {@code 2026-01-11T10:00:00.127483Z}, read without the formatter,
     * which takes as long as all the rest of a message. {@link MessageTimes#NONE} for any other
     * form.
     */
    private static long parseUsual(char[] chars, int offset, int length) {
        int places = length - USUAL.length() - 1;
        if (places < -1 || places == 0 || places > 9 || !isUsual(chars, offset, length)) {
            return MessageTimes.NONE;
        }
        int year = (int) Digits.number(chars, offset, offset + 4);
        int month = (int) Digits.number(chars, offset + 5, offset + 7);
        int day = (int) Digits.number(chars, offset + 8, offset + 10);
        long hour = Digits.number(chars, offset + 11, offset + 13);
        long minute = Digits.number(chars, offset + 14, offset + 16);
        long second = Digits.number(chars, offset + 17, offset + 19);
        if (year < 1970
                || year > 2261
                || month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()
                || hour > 23
                || minute > 59
                || second > 59) {
            return MessageTimes.NONE;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        long seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
        long fraction =
                places < 0
                        ? 0
                        : Digits.number(chars, offset + 20, offset + 20 + places)
                                * Digits.POWERS_OF_TEN[9 - places];
        return seconds * NANOS_PER_SECOND + fraction;
    }

    private static boolean isUsual(char[] chars, int offset, int length) {
        int last = USUAL.length() - 1;
        for (int i = 0; i < last; i++) {
            char expected = USUAL.charAt(i);
            if (expected == '0'
                    ? !Digits.isDigit(chars[offset + i])
                    : chars[offset + i] != expected) {
                return false;
            }
        }
        int end = offset + length - 1;
        return chars[end] == 'Z'
                && (length == USUAL.length()
                        || chars[offset + last] == '.'
                                && Digits.endOf(chars, offset + last + 1, end) == end);
    }
}
