package com.k2.sequence.io;

import com.k2.sequence.tracking.EpochNanos;
import java.math.BigDecimal;
import java.math.BigInteger;
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

/**
 * Reads the times that exchanges write: ISO-8601 (in UTC where it has no offset), or a number since
 * 1970-01-01T00:00:00Z whose unit is told by its size: seconds below 1e11, milliseconds below 1e14,
 * microseconds below 1e17, else nanoseconds. What is finer than a nanosecond is cut off.
 */
final class MessageTimes {

    /** In place of a time where the text is none, or is before 1970 or after 2262. */
    static final long NONE = -1;

    /** Longer than any time is written; keeps the work on a hostile number small. */
    private static final int MAX_LENGTH = 64;

    /** Digits before the point of the largest number in each unit. */
    private static final int MAX_SECONDS_DIGITS = 11;

    private static final int MAX_MILLIS_DIGITS = 14;
    private static final int MAX_MICROS_DIGITS = 17;
    private static final int MAX_NANOS_DIGITS = 19;

    /** What fits into a long, and its fraction times a second's nanoseconds too. */
    private static final int MAX_PLAIN_DIGITS = 18;

    private static final int MAX_PLAIN_PLACES = 9;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final long[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    /** A decimal point and one to nine digits may stand before the Z. */
    private static final String USUAL_ISO = "0000-00-00T00:00:00Z";

    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .optionalStart()
                    .appendOffset("+HH:mm:ss", "Z")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withChronology(IsoChronology.INSTANCE);

    private MessageTimes() {}

    /** The time in nanoseconds since 1970-01-01T00:00:00Z, or {@link #NONE}. */
    static long parse(char[] chars, int offset, int length) {
        if (length == 0 || length > MAX_LENGTH) {
            return NONE;
        }
        int end = offset + length;
        int point = endOfDigits(chars, offset, end);
        if (point == end) {
            return parsePlain(chars, offset, point, end);
        }
        if (point == offset || chars[point] == '-') {
            return parseIso(chars, offset, length);
        }
        return chars[point] == '.' && endOfDigits(chars, point + 1, end) == end
                ? parsePlain(chars, offset, point, end)
                : parseDecimal(chars, offset, length);
    }

    /** The time of a record as Kafka gives it, in milliseconds, or {@link #NONE}. */
    static long ofMillis(long millis) {
        return millis < 0 || millis > Long.MAX_VALUE / NANOS_PER_MILLI
                ? NONE
                : millis * NANOS_PER_MILLI;
    }

    /** A number of digits alone, the point among them or at their end. */
    private static long parsePlain(char[] chars, int offset, int point, int end) {
        int places = Math.max(0, end - point - 1);
        if (point - offset > MAX_PLAIN_DIGITS || places > MAX_PLAIN_PLACES) {
            return parseDecimal(chars, offset, end - offset);
        }
        long integer = number(chars, offset, point);
        long unit = nanosPerUnit(integer);
        if (integer > Long.MAX_VALUE / unit) {
            return NONE;
        }
        long fraction = number(chars, point + 1, end) * unit / POWERS_OF_TEN[places];
        long nanos = integer * unit + fraction;
        return nanos < 0 ? NONE : nanos;
    }

    private static long nanosPerUnit(long number) {
        if (number < 100_000_000_000L) {
            return NANOS_PER_SECOND;
        }
        if (number < 100_000_000_000_000L) {
            return NANOS_PER_MILLI;
        }
        return number < 100_000_000_000_000_000L ? 1_000 : 1;
    }

    private static long parseDecimal(char[] chars, int offset, int length) {
        BigDecimal number;
        try {
            number = new BigDecimal(chars, offset, length);
        } catch (NumberFormatException e) {
            return NONE;
        }
        // The size is judged before any arithmetic, which would write out 1e999999999 in full.
        long digits = (long) number.precision() - number.scale();
        if (number.signum() == 0 || digits < -MAX_NANOS_DIGITS) {
            return 0;
        }
        if (digits > MAX_NANOS_DIGITS) {
            return NONE;
        }
        BigInteger nanos = number.movePointRight(decimalPlacesToNanos(digits)).toBigInteger();
        return nanos.bitLength() < Long.SIZE ? nanos.longValue() : NONE;
    }

    private static int decimalPlacesToNanos(long digits) {
        if (digits <= MAX_SECONDS_DIGITS) {
            return 9;
        }
        if (digits <= MAX_MILLIS_DIGITS) {
            return 6;
        }
        return digits <= MAX_MICROS_DIGITS ? 3 : 0;
    }

    private static long parseIso(char[] chars, int offset, int length) {
        long usual = parseUsualIso(chars, offset, length);
        if (usual != NONE) {
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
            return nanos < 0 ? NONE : nanos;
        } catch (DateTimeException | ArithmeticException e) {
            return NONE;
        }
    }

    /**
     * What most exchanges write, {@code 2026-01-11T10:00:00.127483Z}, read without the formatter,
     * which takes as long as all the rest of a message. {@link #NONE} for any other form.
     */
    private static long parseUsualIso(char[] chars, int offset, int length) {
        int places = length - USUAL_ISO.length() - 1;
        if (places < -1 || places == 0 || places > 9 || !isUsualIso(chars, offset, length)) {
            return NONE;
        }
        int year = (int) number(chars, offset, offset + 4);
        int month = (int) number(chars, offset + 5, offset + 7);
        int day = (int) number(chars, offset + 8, offset + 10);
        long hour = number(chars, offset + 11, offset + 13);
        long minute = number(chars, offset + 14, offset + 16);
        long second = number(chars, offset + 17, offset + 19);
        if (year < 1970
                || year > 2261
                || month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()
                || hour > 23
                || minute > 59
                || second > 59) {
            return NONE;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        long seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
        long fraction =
                places < 0
                        ? 0
                        : number(chars, offset + 20, offset + 20 + places)
                                * POWERS_OF_TEN[9 - places];
        return seconds * NANOS_PER_SECOND + fraction;
    }

    private static boolean isUsualIso(char[] chars, int offset, int length) {
        int last = USUAL_ISO.length() - 1;
        for (int i = 0; i < last; i++) {
            char expected = USUAL_ISO.charAt(i);
            if (expected == '0' ? !isDigit(chars[offset + i]) : chars[offset + i] != expected) {
                return false;
            }
        }
        int end = offset + length - 1;
        return chars[end] == 'Z'
                && (length == USUAL_ISO.length()
                        || chars[offset + last] == '.'
                                && endOfDigits(chars, offset + last + 1, end) == end);
    }

    /** Where the digits end that begin here. */
    private static int endOfDigits(char[] chars, int start, int end) {
        int i = start;
        while (i < end && isDigit(chars[i])) {
            i++;
        }
        return i;
    }

    /** The number that these digits are, 0 where there is none. */
    private static long number(char[] chars, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            number = number * 10 + (chars[i] - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
