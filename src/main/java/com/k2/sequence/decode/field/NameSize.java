package com.k2.sequence.decode.field;

/** How long the name of an exchange or a symbol may be: it is in every event and in Redis keys. */
public final class NameSize {

    /** Most bytes in UTF-8. */
    public static final int MAX_BYTES = 32 * 1024;

    public static final String EXPECTED = "1 to " + MAX_BYTES + " bytes of UTF-8";

    private NameSize() {}

    /** Whether a text takes more than {@link #MAX_BYTES} in UTF-8. */
    public static boolean isTooLarge(String text) {
        int length = text.length();
        if (length <= MAX_BYTES / 3) {
            return false;
        }
        int bytes = 0;
        for (int i = 0; i < length && bytes <= MAX_BYTES; i++) {
            char c = text.charAt(i);
            // Half of a surrogate pair counts two: the pair takes four.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes > MAX_BYTES;
    }
}
