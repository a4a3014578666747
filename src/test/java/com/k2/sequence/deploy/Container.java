package com.k2.sequence.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that is to a service what one of its containers is. Safe for use by many threads. */
final class Container {

    private static final long LOOK_INTERVAL_MILLIS = 200;
    private static final int TAIL_LINES = 30;

    private final String name;
    private final Process process;
    private final ProcessBuilder healthcheck;
    private final Path log;

    private Container(String name, Process process, ProcessBuilder healthcheck, Path log) {
        this.name = name;
        this.process = process;
        this.healthcheck = healthcheck;
        this.log = log;
    }

    /**
     * What to run, in words of this machine.
     *
     * @param name what messages call it
     * @param line program and arguments
     * @param healthcheck null if there is none
     * @param environment the whole of it
     * @param directory to run in
     */
    record Task(
            String name,
            List<String> line,
            List<String> healthcheck,
            Map<String, String> environment,
            Path directory) {}

    static Container start(Task task, Path log) throws IOException {
        Files.createDirectories(task.directory());
        return new Container(
                task.name(),
                builder(task, task.line(), log).start(),
                task.healthcheck() == null
                        ? null
                        : builder(task, task.healthcheck(), Path.of("/dev/null")),
                log);
    }

    private static ProcessBuilder builder(Task task, List<String> line, Path output) {
        // env looks for the program in the PATH of the container, not in that of this JVM.
        List<String> withEnv = new ArrayList<>(List.of("/usr/bin/env"));
        withEnv.addAll(line);
        ProcessBuilder builder =
                new ProcessBuilder(withEnv)
                        .directory(task.directory().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(task.environment());
        return builder;
    }

    /**
     * Asks by the service's own health check, again and again, until it says yes.
     *
     * @throws IOException if the process ends before, or the deadline is reached
     */
    void awaitHealthy(long deadlineNanos) throws IOException, InterruptedException {
        while (healthcheck.start().waitFor() != 0) {
            if (!process.isAlive()) {
                throw failure("ended with " + process.exitValue() + " before it was healthy");
            }
            if (System.nanoTime() > deadlineNanos) {
                throw failure("is not healthy in time");
            }
            Thread.sleep(LOOK_INTERVAL_MILLIS);
        }
    }

    /**
     * @throws IOException if it ends with anything but success, or not before the deadline
     */
    void awaitSuccess(long deadlineNanos) throws IOException, InterruptedException {
        if (!process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw failure("did not end in time");
        }
        if (process.exitValue() != 0) {
            throw failure("ended with " + process.exitValue());
        }
    }

    /**
     * @throws IOException if it has ended
     */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw failure("has ended with " + process.exitValue());
        }
    }

    /** SIGKILL to it and what it has started; gone when this returns. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private IOException failure(String what) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return new IOException(
                name
                        + ' '
                        + what
                        + "; the end of its log:\n"
                        + String.join(
                                "\n",
                                lines.subList(
                                        Math.max(0, lines.size() - TAIL_LINES), lines.size())));
    }
}
