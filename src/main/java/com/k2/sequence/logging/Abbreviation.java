package com.k2.sequence.logging;

/** Shortens a value for a message to a person: one line of plain ASCII. */
public final class Abbreviation {

    private static final int MAX_LENGTH = 32;

    private Abbreviation() {}

    /** A whole text in quotes, cut after 32 characters. */
    public static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** A whole text in quotes, cut after so many characters. */
    public static String of(String text, int maxLength) {
        return of(text.toCharArray(), 0, text.length(), maxLength);
    }

    /**
     * The text in quotes, cut after 32 characters, with a question mark for every character that is
     * not plain ASCII.
     */
    public static String of(char[] chars, int offset, int length) {
        return of(chars, offset, length, MAX_LENGTH);
    }

    private static String of(char[] chars, int offset, int length, int maxLength) {
        StringBuilder text = new StringBuilder(maxLength + 32).append('"');
        for (int i = offset; i < offset + Math.min(length, maxLength); i++) {
            text.append(chars[i] >= ' ' && chars[i] < 0x7f ? chars[i] : '?');
        }
        text.append('"');
        if (length > maxLength) {
            text.append("... (").append(length).append(" characters)");
        }
        return text.toString();
    }
}
