package com.k2.sequence.decode.field;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads ISO-8601 date-times, one without an offset as UTC: {@code 2026-01-11T10:00:00.127483Z} and
 * {@code 20260111T100000Z}. A space may replace the T, and a comma the point; an offset may omit
 * its colon and minutes; seconds may be omitted. Decimal places past the ninth are cut off. Throws
 * nothing, whatever the text is.
 */
final class IsoTimes {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Of {@code 20260111T1000}. */
    private static final int MIN_LENGTH = 13;

    private static final int MAX_PLACES = 9;
    private static final int MAX_OFFSET_SECONDS = 18 * 3_600;

    /** An offset may take a time in the first hours of 1970 back to this year. */
    private static final int FIRST_YEAR = 1969;

    /** The last one that nanoseconds in a long reach into. */
    private static final int LAST_YEAR = 2262;

    /** The result for a number that is absent or not allowed. */
    private static final int WRONG = Integer.MIN_VALUE;

    private IsoTimes() {}

    /** The time in nanoseconds since 1970-01-01T00:00:00Z, or {@link MessageTimes#NONE}. */
    static long parse(char[] chars, int offset, int length) {
        if (length < MIN_LENGTH) {
            return MessageTimes.NONE;
        }
        int end = offset + length;
        // The length of the separators in the date and in the time: 0 in the basic format.
        int gap = Digits.endOf(chars, offset, end) == offset + 4 ? 1 : 0;
        int separator = offset + 8 + 2 * gap;
        int seconds = separator + 5 + 2 * gap;
        int days = days(chars, offset, separator, gap);
        int minutes = minutes(chars, separator + 1, end, gap);
        if (days == WRONG || minutes == WRONG || !isSeparator(chars[separator], gap)) {
            return MessageTimes.NONE;
        }
        int second = 0;
        long fraction = 0;
        int at = seconds - gap;
        if (isGap(chars, at, end, ':', gap) && twoDigits(chars, seconds, end) != WRONG) {
            second = twoDigits(chars, seconds, end);
            at = seconds + 2;
            if (at < end && (chars[at] == '.' || chars[at] == ',')) {
                int places = Digits.endOf(chars, at + 1, end);
                fraction = fraction(chars, at + 1, places);
                at = places;
            }
        }
        int zone = offsetSeconds(chars, at, end);
        if (second > 59 || zone == WRONG) {
            return MessageTimes.NONE;
        }
        return nanos((days * 1_440L + minutes) * 60 + second - zone, fraction);
    }

    private static boolean isSeparator(char c, int gap) {
        return c == 'T' || c == 't' || gap == 1 && c == ' ';
    }

    /** Days since 1970-01-01. */
    private static int days(char[] chars, int from, int end, int gap) {
        if (Digits.endOf(chars, from, from + 4) != from + 4
                || !isGap(chars, from + 4, end, '-', gap)
                || !isGap(chars, from + 6 + gap, end, '-', gap)) {
            return WRONG;
        }
        int year = (int) Digits.number(chars, from, from + 4);
        int month = twoDigits(chars, from + 4 + gap, end);
        int day = twoDigits(chars, end - 2, end);
        return year < FIRST_YEAR
                        || year > LAST_YEAR
                        || month < 1
                        || month > 12
                        || day < 1
                        || day > YearMonth.of(year, month).lengthOfMonth()
                ? WRONG
                : (int) LocalDate.of(year, month, day).toEpochDay();
    }

    /** Minutes since midnight. */
    private static int minutes(char[] chars, int from, int end, int gap) {
        int hour = twoDigits(chars, from, end);
        int minute = twoDigits(chars, from + 2 + gap, end);
        return hour < 0
                        || hour > 23
                        || minute < 0
                        || minute > 59
                        || !isGap(chars, from + 2, end, ':', gap)
                ? WRONG
                : 60 * hour + minute;
    }

    /** Seconds east of UTC: nothing, Z, or a sign and hours, minutes and seconds. */
    private static int offsetSeconds(char[] chars, int from, int end) {
        int length = end - from;
        if (length == 0 || length == 1 && (chars[from] == 'Z' || chars[from] == 'z')) {
            return 0;
        }
        if (chars[from] != '+' && chars[from] != '-') {
            return WRONG;
        }
        int seconds = 0;
        int at = from + 1;
        int gap = length > 3 && chars[from + 3] == ':' ? 1 : 0;
        for (int unit = 3_600; at < end || unit == 3_600; unit /= 60) {
            int number = twoDigits(chars, at, end);
            if (number < 0 || unit == 0 || unit < 3_600 && number > 59) {
                return WRONG;
            }
            seconds += number * unit;
            at += 2;
            if (at < end) {
                if (!isGap(chars, at, end, ':', gap)) {
                    return WRONG;
                }
                at += gap;
                if (at == end) {
                    return WRONG;
                }
            }
        }
        if (seconds > MAX_OFFSET_SECONDS) {
            return WRONG;
        }
        return chars[from] == '-' ? -seconds : seconds;
    }

    private static boolean isGap(char[] chars, int at, int end, char expected, int gap) {
        return gap == 0 || at < end && chars[at] == expected;
    }

    private static int twoDigits(char[] chars, int at, int end) {
        return at + 2 <= end && Digits.isDigit(chars[at]) && Digits.isDigit(chars[at + 1])
                ? (chars[at] - '0') * 10 + chars[at + 1] - '0'
                : WRONG;
    }

    /** Nanoseconds that decimal places are. */
    private static long fraction(char[] chars, int from, int end) {
        int places = Math.min(end - from, MAX_PLACES);
        return Digits.number(chars, from, from + places)
                * Digits.POWERS_OF_TEN[MAX_PLACES - places];
    }

    private static long nanos(long seconds, long fraction) {
        if (seconds < 0 || seconds > (Long.MAX_VALUE - fraction) / NANOS_PER_SECOND) {
            return MessageTimes.NONE;
        }
        return seconds * NANOS_PER_SECOND + fraction;
    }
}
