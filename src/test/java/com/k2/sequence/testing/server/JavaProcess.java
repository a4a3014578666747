package com.k2.sequence.testing.server;

import com.k2.sequence.embedded.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, whose output goes to a file. */
final class JavaProcess {

    private static final int TAIL_LINES = 40;

    private final String name;
    private final Process process;
    private final Path output;

    private JavaProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /**
     * What to run.
     *
     * @param name what messages call the process
     * @param jvmOptions class path included
     * @param mainClass fully qualified
     * @param arguments of the main class
     */
    record Command(
            String name, List<String> jvmOptions, String mainClass, List<String> arguments) {}

    static JavaProcess start(Command command, Map<String, String> environment, Path output)
            throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(command.jvmOptions());
        line.add(command.mainClass());
        line.addAll(command.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        return new JavaProcess(command.name(), builder.start(), output);
    }

    /** Waits for the end and gives the exit code; a process that is late is killed. */
    int awaitEnd(Duration timeout) throws IOException {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new IOException(name + " did not end within " + timeout + ":\n" + tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new IOException("interrupted while waiting for " + name, e);
        }
    }

    /** SIGKILL, and gone when this returns. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void pause() throws IOException {
        Signals.pause(process);
    }

    void resume() throws IOException {
        Signals.resume(process);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** The end of what it has put out, for messages. */
    String tail() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    @Override
    public String toString() {
        return name;
    }
}
