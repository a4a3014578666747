package com.k2.sequence.io.field;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads the times that exchanges write: ISO-8601 (in UTC where it has no offset), or a number since
 * 1970-01-01T00:00:00Z whose unit is told by its size: seconds below 1e11, milliseconds below 1e14,
 * microseconds below 1e17, else nanoseconds. What is finer than a nanosecond is cut off.
 */
public final class MessageTimes {

    /** In place of a time where the text is none, or is before 1970 or after 2262. */
    public static final long NONE = -1;

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

    private MessageTimes() {}

    /** The time in nanoseconds since 1970-01-01T00:00:00Z, or {@link #NONE}. */
    public static long parse(char[] chars, int offset, int length) {
        if (length == 0 || length > MAX_LENGTH) {
            return NONE;
        }
        int end = offset + length;
        int point = Digits.endOf(chars, offset, end);
        if (point == end) {
            return parsePlain(chars, offset, point, end);
        }
        if (point == offset || chars[point] == '-') {
            return IsoTimes.parse(chars, offset, length);
        }
        return chars[point] == '.' && Digits.endOf(chars, point + 1, end) == end
                ? parsePlain(chars, offset, point, end)
                : parseDecimal(chars, offset, length);
    }

    /** The time of a record as Kafka gives it, in milliseconds, or {@link #NONE}. */
    public static long ofMillis(long millis) {
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
        long integer = Digits.number(chars, offset, point);
        long unit = nanosPerUnit(integer);
        if (integer > Long.MAX_VALUE / unit) {
            return NONE;
        }
        long fraction = Digits.number(chars, point + 1, end) * unit / Digits.POWERS_OF_TEN[places];
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
}
