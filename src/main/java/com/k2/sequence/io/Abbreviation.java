package com.k2.sequence.io;

/** Shows a value in a message to a person: short, in one line, in plain ASCII. */
final class Abbreviation {

    private static final int MAX_LENGTH = 32;

    private Abbreviation() {}

    /**
     * The text in quotes, cut after 32 characters, with a question mark for any but plain ASCII.
     */
    static String of(char[] chars, int offset, int length) {
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
