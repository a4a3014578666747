package com.k2.sequence.admin.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/**
 * Where the command was typed.
 *
 * @param asks whether a person can answer questions there
 * @param shows whether a person looks at the output, rather than a file or a program
 * @param input what is typed
 */
public record Terminal(boolean asks, boolean shows, BufferedReader input) {

    /** How the script reports it: Java itself can't say which of its streams are a terminal. */
    private static final String INPUT = "sequence.tracker.input";

    private static final String OUTPUT = "sequence.tracker.output";
    private static final String IS_TERMINAL = "terminal";

    public static Terminal ofProcess() {
        return new Terminal(
                IS_TERMINAL.equals(System.getProperty(INPUT)),
                IS_TERMINAL.equals(System.getProperty(OUTPUT)),
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
    }

    /** One where nobody looks and nobody answers. */
    public static Terminal none() {
        return new Terminal(false, false, new BufferedReader(Reader.nullReader()));
    }

    /** The next line that is typed; null at the end. */
    public String readLine() {
        try {
            return input.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
