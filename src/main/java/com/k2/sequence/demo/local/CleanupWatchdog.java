package com.k2.sequence.demo.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Cleans up if this JVM is killed: a shell that waits until the pipe from the JVM breaks, then ends
 * the Redis server and deletes the run's folder.
 */
final class CleanupWatchdog implements AutoCloseable {

    private static final String SCRIPT =
            "trap '' INT TERM HUP; while read -r line; do :; done;"
                    + " kill -9 \"$1\" 2>/dev/null; rm -rf -- \"$2\"";
    private static final long END_TIMEOUT_SECONDS = 5;

    private final Process process;

    private CleanupWatchdog(Process process) {
        this.process = process;
    }

    /**
     * @param pid of the Redis server
     * @param folder of the run
     */
    static CleanupWatchdog over(long pid, Path folder) throws IOException {
        return new CleanupWatchdog(
                new ProcessBuilder(
                                "sh",
                                "-c",
                                SCRIPT,
                                "watchdog",
                                Long.toString(pid),
                                folder.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    /** Ends the watchdog, when there is nothing left to clean up. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(END_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
