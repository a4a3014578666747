package com.k2.sequence.io;

import com.k2.sequence.tracking.EpochNanos;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
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

    private static final long NANOS_PER_MILLI = 1_000_000;

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
        boolean number = isDigit(chars[offset]);
        boolean integer = number;
        for (int i = offset; i < offset + length && number; i++) {
            integer &= isDigit(chars[i]);
            number = isDigit(chars[i]) || isNumberMark(chars[i]);
        }
        if (!number) {
            return parseIso(new String(chars, offset, length));
        }
        return integer && length < MAX_NANOS_DIGITS
                ? parseInteger(chars, offset, length)
                : parseDecimal(chars, offset, length);
    }

    /** The time of a record as Kafka gives it, in milliseconds, or {@link #NONE}. */
    static long ofMillis(long millis) {
        return millis < 0 || millis > Long.MAX_VALUE / NANOS_PER_MILLI
                ? NONE
                : millis * NANOS_PER_MILLI;
    }

    private static long parseInteger(char[] chars, int offset, int length) {
        long number = 0;
        for (int i = offset; i < offset + length; i++) {
            number = number * 10 + (chars[i] - '0');
        }
        long unit = nanosPerUnit(number);
        return number > Long.MAX_VALUE / unit ? NONE : number * unit;
    }

    private static long nanosPerUnit(long number) {
        if (number < 100_000_000_000L) {
            return 1_000_000_000;
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

    private static long parseIso(String text) {
        try {
            TemporalAccessor time = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
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

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNumberMark(char c) {
        return c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
    }
}
