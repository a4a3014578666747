package com.k2.sequence.demo.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Cleans up when this JVM is killed and can't: a shell that does nothing until the pipe from here
 * breaks, and then ends the Redis server and deletes the run's folder.
 */
final class Guardian implements AutoCloseable {

    private static final String SCRIPT =
            "trap '' INT TERM HUP; while read -r line; do :; done;"
                    + " kill -9 \"$1\" 2>/dev/null; rm -rf -- \"$2\"";
    private static final long END_TIMEOUT_SECONDS = 5;

    private final Process process;

    private Guardian(Process process) {
        this.process = process;
    }

    /**
     * @param pid of the Redis server
     * @param folder of the run
     */
    static Guardian over(long pid, Path folder) throws IOException {
        return new Guardian(
                new ProcessBuilder(
                                "sh",
                                "-c",
                                SCRIPT,
                                "guardian",
                                Long.toString(pid),
                                folder.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    /** Lets it go: there is nothing to clean up any more. */
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
