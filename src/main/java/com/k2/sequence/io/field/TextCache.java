package com.k2.sequence.io.field;

/**
 * Gives one string for equal texts, so that the few thousand names of a feed are not made anew with
 * each message. Bounded: it holds short texts only, and so many. Not thread-safe.
 */
public final class TextCache {

    /** Sparse at ten thousand instruments, so that few of them share a slot. */
    private static final int SLOT_BITS = 16;

    private static final int MAX_LENGTH = 64;

    private final RecentValues<String> texts = new RecentValues<>(SLOT_BITS);

    public String get(char[] chars, int offset, int length) {
        if (length > MAX_LENGTH) {
            return new String(chars, offset, length);
        }
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + chars[i];
        }
        String text = texts.newer(hash);
        if (text != null && equal(text, chars, offset, length)) {
            return text;
        }
        text = texts.older(hash);
        if (text != null && equal(text, chars, offset, length)) {
            return text;
        }
        text = new String(chars, offset, length);
        texts.add(hash, text);
        return text;
    }

    private static boolean equal(String text, char[] chars, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
