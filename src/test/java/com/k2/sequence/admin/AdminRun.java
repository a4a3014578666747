package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.Terminal;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;

/** A command that was run in this JVM, and what it has left. */
record AdminRun(int exitCode, String out, String err) {

    /** Where nobody looks. */
    static AdminRun of(String... args) {
        return in(Terminal.none(), args);
    }

    /** Where a person has typed this answer. */
    static AdminRun answering(String typed, String... args) {
        return in(new Terminal(true, true, new BufferedReader(new StringReader(typed))), args);
    }

    private static AdminRun in(Terminal terminal, String... args) {
        return into(new StringWriter(), terminal, args);
    }

    /**
     * For those who look while it runs.
     *
     * @param out gets what it prints
     */
    static AdminRun into(StringWriter out, Terminal terminal, String... args) {
        StringWriter err = new StringWriter();
        int exitCode =
                SequenceTrackerCli.commandLine(terminal)
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(args);
        return new AdminRun(exitCode, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
