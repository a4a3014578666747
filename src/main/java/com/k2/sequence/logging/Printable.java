package com.k2.sequence.logging;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes text from outside harmless where a person reads it: of records, headers, Redis and errors.
 * What could move the cursor, change a terminal's settings, hide or reorder characters, or begin a
 * new line becomes a question mark: control characters, escape sequences with them, format
 * characters (bidirectional overrides, zero width), other line separators, and unassigned or
 * incomplete characters.
 */
public final class Printable {

    private static final char INSTEAD = '?';

    private Printable() {}

    /** The text in one line; line ends and tabs are replaced too. */
    public static String line(String text) {
        return clean(text, false);
    }

    /** The text with its line feeds and tabs. */
    public static String lines(String text) {
        return clean(text, true);
    }

    /** The process's standard output, as {@link #stream} has it. */
    public static PrintStream out() {
        return stream(System.out);
    }

    /** The process's standard error, as {@link #stream} has it. */
    public static PrintStream err() {
        return stream(System.err);
    }

    /** A stream onto another one that prints everything as {@link #lines} has it. */
    public static PrintStream stream(PrintStream out) {
        return new Stream(out);
    }

    private static String clean(String text, boolean keepLines) {
        int length = text.length();
        int at = 0;
        while (at < length) {
            int character = text.codePointAt(at);
            if (!isPrintable(character, keepLines)) {
                return cleanFrom(text, at, keepLines);
            }
            at += Character.charCount(character);
        }
        return text;
    }

    private static String cleanFrom(String text, int first, boolean keepLines) {
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, first);
        text.substring(first)
                .codePoints()
                .forEach(
                        character -> {
                            if (isPrintable(character, keepLines)) {
                                clean.appendCodePoint(character);
                            } else {
                                clean.append(INSTEAD);
                            }
                        });
        return clean.toString();
    }

    private static boolean isPrintable(int character, boolean keepLines) {
        if (character >= ' ' && character < 0x7f) {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL -> keepLines && (character == '\n' || character == '\t');
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    /** Every way of a stream to print text goes through these, but for bytes. */
    private static final class Stream extends PrintStream {

        private Stream(PrintStream out) {
            super(out, true, StandardCharsets.UTF_8);
        }

        @Override
        public void print(String text) {
            super.print(lines(String.valueOf(text)));
        }

        @Override
        public void print(char[] text) {
            print(String.valueOf(text));
        }

        @Override
        public void print(char character) {
            print(String.valueOf(character));
        }

        @Override
        public void print(Object object) {
            print(String.valueOf(object));
        }
    }
}
