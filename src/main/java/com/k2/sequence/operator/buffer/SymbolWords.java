package com.k2.sequence.operator.buffer;

/**
 * A short symbol as two numbers, so that it lies within the object that it names, and is compared
 * without a look at its characters.
 */
final class SymbolWords {

    /** In place of the second number where a symbol is longer, or has characters past a byte. */
    static final long NOT_SHORT = -1;

    /** In the first number; the second has one less, and their count. */
    private static final int IN_HEAD = Long.BYTES;

    private static final int MOST = 2 * Long.BYTES - 1;
    private static final int LAST_BYTE = Long.SIZE - Byte.SIZE;
    private static final int BYTE_MASK = 0xFF;

    private SymbolWords() {}

    /** Its first eight characters. */
    static long head(String symbol) {
        return word(symbol, 0, Math.min(symbol.length(), IN_HEAD));
    }

    /** Its other characters and how many it has in all, or {@link #NOT_SHORT}. */
    static long tail(String symbol) {
        int length = symbol.length();
        if (length > MOST) {
            return NOT_SHORT;
        }
        for (int i = 0; i < length; i++) {
            if (symbol.charAt(i) > BYTE_MASK) {
                return NOT_SHORT;
            }
        }
        return word(symbol, IN_HEAD, length) | (long) length << LAST_BYTE;
    }

    private static long word(String symbol, int from, int to) {
        long word = 0;
        for (int i = from; i < to; i++) {
            word = word << Byte.SIZE | symbol.charAt(i) & BYTE_MASK;
        }
        return word;
    }
}
