package com.k2.sequence.redis.layout;

import java.util.function.IntPredicate;

/**
 * Percent-encoding of what can't stand in a part of a key: {@code %}, {@code :}, <code>{</code>,
 * <code>}</code>, white space and control characters, each by the bytes of its UTF-8 form, in upper
 * case. Everything else stays as it is. Different texts stay different, and can be distinguished by
 * their encoding again; that holds for unpaired surrogates too, which UTF-8 itself has no form for:
 * they are encoded as if it had.
 */
public final class PercentEncoding {

    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    public static String encode(String text) {
        return encode(text, PercentEncoding::isReserved);
    }

    /** Encodes white space, control characters and unpaired surrogates alone. */
    public static String encodeBlanks(String text) {
        return encode(text, PercentEncoding::isBlank);
    }

    private static String encode(String text, IntPredicate reserved) {
        int index = 0;
        while (index < text.length() && !reserved.test(text.codePointAt(index))) {
            index += Character.charCount(text.codePointAt(index));
        }
        if (index == text.length()) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16).append(text, 0, index);
        for (int point; index < text.length(); index += Character.charCount(point)) {
            point = text.codePointAt(index);
            if (reserved.test(point)) {
                appendEncoded(encoded, point);
            } else {
                encoded.appendCodePoint(point);
            }
        }
        return encoded.toString();
    }

    private static boolean isReserved(int point) {
        return point == '%' || point == ':' || point == '{' || point == '}' || isBlank(point);
    }

    private static boolean isBlank(int point) {
        if (point < 0x80) {
            return point <= ' ' || point == 0x7F;
        }
        return Character.isSpaceChar(point)
                || Character.isISOControl(point)
                || Character.getType(point) == Character.SURROGATE;
    }

    /** Nothing that is encoded lies past U+FFFF, so three bytes do. */
    private static void appendEncoded(StringBuilder encoded, int point) {
        if (point < 0x80) {
            appendByte(encoded, point);
        } else if (point < 0x800) {
            appendByte(encoded, 0xC0 | point >> 6);
            appendByte(encoded, 0x80 | point & 0x3F);
        } else {
            appendByte(encoded, 0xE0 | point >> 12);
            appendByte(encoded, 0x80 | point >> 6 & 0x3F);
            appendByte(encoded, 0x80 | point & 0x3F);
        }
    }

    private static void appendByte(StringBuilder encoded, int value) {
        encoded.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xF));
    }

    /**
     * @throws IllegalArgumentException if {@link #encode} gives the text for nothing
     */
    static String decode(String encoded) {
        StringBuilder text = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); ) {
            if (encoded.charAt(i) != '%') {
                text.append(encoded.charAt(i++));
                continue;
            }
            int first = byteAt(encoded, i);
            int following = first < 0x80 ? 0 : first < 0xE0 ? 1 : 2;
            int point = following == 0 ? first : first & 0x3F >> following;
            for (i += 3; following > 0; following--, i += 3) {
                point = point << 6 | byteAt(encoded, i) & 0x3F;
            }
            text.appendCodePoint(point);
        }
        if (!encode(text.toString()).equals(encoded)) {
            throw notEncoded(encoded);
        }
        return text.toString();
    }

    private static int byteAt(String encoded, int index) {
        if (index + 3 > encoded.length() || encoded.charAt(index) != '%') {
            throw notEncoded(encoded);
        }
        int high = HEX.indexOf(encoded.charAt(index + 1));
        int low = HEX.indexOf(encoded.charAt(index + 2));
        if (high < 0 || low < 0) {
            throw notEncoded(encoded);
        }
        return high << 4 | low;
    }

    private static IllegalArgumentException notEncoded(String text) {
        return new IllegalArgumentException("not percent-encoded as keys are: " + text);
    }
}
