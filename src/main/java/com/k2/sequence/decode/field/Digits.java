package com.k2.sequence.decode.field;

/** Reads ASCII digits out of a parser's buffer. */
final class Digits {

    /** By the number of zeros, up to nine. */
    static final long[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private Digits() {}

    /** Where the digits end that begin here. */
    static int endOf(char[] chars, int start, int end) {
        int i = start;
        while (i < end && isDigit(chars[i])) {
            i++;
        }
        return i;
    }

    /** The number that these digits are, 0 if there are none. */
    static long number(char[] chars, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            number = number * 10 + (chars[i] - '0');
        }
        return number;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
