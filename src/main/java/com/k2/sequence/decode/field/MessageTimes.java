package com.k2.sequence.decode.field;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads the times that exchanges write: ISO-8601 (in UTC where it has no offset), or a number since
 * 1970-01-01T00:00:00Z whose unit follows from its size: seconds below 1e11, milliseconds below
 * 1e14, microseconds below 1e17, else nanoseconds. What is finer than a nanosecond is cut off.
 *
 * <p>A number outside the years 2000 to 2100 is not a time: it is a time of day, a date written as
 * digits, days or ticks since another year, and taking it for seconds would be wrong by decades.
 */
public final class MessageTimes {

    /** The result for a text that is not a time, or a time outside the allowed years. */
    public static final long NONE = -1;

    /** Longer than any time is written; bounds the work on a hostile number. */
    static final int MAX_LENGTH = 64;

    /** 2000-01-01T00:00:00Z. */
    private static final long FIRST_NUMBER = 946_684_800_000_000_000L;

    /** 2101-01-01T00:00:00Z. */
    private static final long END_OF_NUMBERS = 4_133_980_800_000_000_000L;

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
    private static final long NANOS_PER_MICRO = 1_000;

    /** In place of a unit: it follows from the number's size. */
    private static final long BY_SIZE = 0;

    private MessageTimes() {}

    /** The time in nanoseconds since 1970-01-01T00:00:00Z, or {@link #NONE}. */
    public static long parse(char[] chars, int offset, int length) {
        if (length == 0 || length > MAX_LENGTH) {
            return NONE;
        }
        int end = offset + length;
        int point = Digits.endOf(chars, offset, end);
        return point < end && isDateBefore(chars, offset, point)
                ? IsoTimes.parse(chars, offset, length)
                : parseNumber(chars, offset, point, end, BY_SIZE);
    }

    /** An ISO-8601 time in nanoseconds since 1970-01-01T00:00:00Z, or {@link #NONE}. */
    static long parseIso(char[] chars, int offset, int length) {
        return length > MAX_LENGTH ? NONE : IsoTimes.parse(chars, offset, length);
    }

    /**
     * A number in a known unit.
     *
     * @return nanoseconds since 1970-01-01T00:00:00Z, or {@link #NONE}
     */
    static long parseNumber(char[] chars, int offset, int length, long nanosPerUnit) {
        if (length == 0 || length > MAX_LENGTH) {
            return NONE;
        }
        int end = offset + length;
        return parseNumber(chars, offset, Digits.endOf(chars, offset, end), end, nanosPerUnit);
    }

    /** Whether the digits that end at a point are, to judge by what follows, a year or a date. */
    private static boolean isDateBefore(char[] chars, int offset, int point) {
        return point > offset
                && (chars[point] == '-' || chars[point] == 'T' || chars[point] == 't');
    }

    private static long parseNumber(
            char[] chars, int offset, int point, int end, long nanosPerUnit) {
        // A sign, or a digit that is not ASCII: BigDecimal would take either.
        if (point == offset) {
            return NONE;
        }
        boolean plain =
                point == end || chars[point] == '.' && Digits.endOf(chars, point + 1, end) == end;
        long nanos =
                plain
                        ? parsePlain(chars, offset, point, end, nanosPerUnit)
                        : parseDecimal(chars, offset, end - offset, nanosPerUnit);
        return nanos >= FIRST_NUMBER && nanos < END_OF_NUMBERS ? nanos : NONE;
    }

    /** The time of a record as Kafka gives it, in milliseconds, or {@link #NONE}. */
    public static long ofMillis(long millis) {
        return millis < 0 || millis > Long.MAX_VALUE / NANOS_PER_MILLI
                ? NONE
                : millis * NANOS_PER_MILLI;
    }

    /** A number of digits alone, the point among them or at their end. */
    private static long parsePlain(
            char[] chars, int offset, int point, int end, long nanosPerUnit) {
        int places = Math.max(0, end - point - 1);
        if (point - offset > MAX_PLAIN_DIGITS || places > MAX_PLAIN_PLACES) {
            return parseDecimal(chars, offset, end - offset, nanosPerUnit);
        }
        long integer = Digits.number(chars, offset, point);
        long unit = nanosPerUnit == BY_SIZE ? unitOf(integer) : nanosPerUnit;
        if (integer > END_OF_NUMBERS / unit) {
            return NONE;
        }
        long fraction = Digits.number(chars, point + 1, end) * unit / Digits.POWERS_OF_TEN[places];
        return integer * unit + fraction;
    }

    private static long unitOf(long number) {
        if (number < 100_000_000_000L) {
            return NANOS_PER_SECOND;
        }
        if (number < 100_000_000_000_000L) {
            return NANOS_PER_MILLI;
        }
        return number < 100_000_000_000_000_000L ? NANOS_PER_MICRO : 1;
    }

    private static long parseDecimal(char[] chars, int offset, int length, long nanosPerUnit) {
        BigDecimal number;
        try {
            number = new BigDecimal(chars, offset, length);
        } catch (NumberFormatException e) {
            return NONE;
        }
        // The size is judged before any arithmetic, which would write out 1e999999999 in full.
        long digits = (long) number.precision() - number.scale();
        if (number.signum() <= 0 || digits < 1 || digits > MAX_NANOS_DIGITS) {
            return NONE;
        }
        long unit = nanosPerUnit == BY_SIZE ? unitOfDigits(digits) : nanosPerUnit;
        BigInteger nanos = number.multiply(BigDecimal.valueOf(unit)).toBigInteger();
        return nanos.bitLength() < Long.SIZE ? nanos.longValue() : NONE;
    }

    private static long unitOfDigits(long digits) {
        if (digits <= MAX_SECONDS_DIGITS) {
            return NANOS_PER_SECOND;
        }
        if (digits <= MAX_MILLIS_DIGITS) {
            return NANOS_PER_MILLI;
        }
        return digits <= MAX_MICROS_DIGITS ? NANOS_PER_MICRO : 1;
    }
}
