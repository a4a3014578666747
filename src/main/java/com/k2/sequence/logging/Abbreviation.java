package com.k2.sequence.logging;

/** Shows a value in a message to a person: short, in one line, in plain ASCII. */
public final class Abbreviation {

    private static final int MAX_LENGTH = 32;

    private Abbreviation() {}

    /** As the other, of a whole text. */
    public static String of(String text) {
        return of(text.toCharArray(), 0, text.length());
    }

    /**
     * The text in quotes, cut after 32 characters, with a question mark for any but plain ASCII.
     */
    public static String of(char[] chars, int offset, int length) {
        StringBuilder text = new StringBuilder(MAX_LENGTH + 32).append('"');
        for (int i = offset; i < offset + Math.min(length, MAX_LENGTH); i++) {
            text.append(chars[i] >= ' ' && chars[i] < 0x7f ? chars[i] : '?');
        }
        text.append('"');
        if (length > MAX_LENGTH) {
            text.append("... (").append(length).append(" characters)");
        }
        return text.toString();
    }
}
