package com.k2.sequence.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends POSIX signals that {@link Process} has no method for to processes of this user. */
public final class Signals {

    private Signals() {}

    /** Stops a process (SIGSTOP): it keeps its connections and answers nothing. */
    public static void pause(Process process) throws IOException {
        send(process, "STOP");
    }

    /** Continues a stopped process (SIGCONT). */
    public static void resume(Process process) throws IOException {
        send(process, "CONT");
    }

    private static void send(Process process, String signal) throws IOException {
        Process kill =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (kill.waitFor() != 0) {
                throw new IOException(
                        "can't send SIG"
                                + signal
                                + " to process "
                                + process.pid()
                                + ": "
                                + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending SIG" + signal, e);
        }
    }
}
