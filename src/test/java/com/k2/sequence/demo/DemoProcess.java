package com.k2.sequence.demo;

import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An embedded run as a user starts it: a process of its own, with its own temporary folder. */
final class DemoProcess implements AutoCloseable {

    private static final Path COMMAND = Path.of("bin", "demo").toAbsolutePath();

    private final Process process;
    private final Path output;
    private final Path temporaryFiles;
    private final List<ProcessHandle> children = new ArrayList<>();

    private DemoProcess(Process process, Path output, Path temporaryFiles) {
        this.process = process;
        this.output = output;
        this.temporaryFiles = temporaryFiles;
    }

    /**
     * @param folder empty, for this process alone
     */
    static DemoProcess start(Path folder, String... arguments) throws IOException {
        Path temporaryFiles = Files.createDirectory(folder.resolve("tmp"));
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(COMMAND.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("TMPDIR", temporaryFiles.toString());
        Process process = builder.start();
        return new DemoProcess(process, output, temporaryFiles);
    }

    /** Waits until it has printed this, and remembers the processes it has started by then. */
    void awaitOutput(String pattern) {
        Awaitility.await(pattern)
                .atMost(Patience.LIMIT)
                .until(() -> Pattern.compile(pattern).matcher(output()).find() || !isAlive());
        process.descendants().forEach(children::add);
        if (!Pattern.compile(pattern).matcher(output()).find()) {
            throw new AssertionError("it ended without " + pattern + ":\n" + output());
        }
    }

    /** The first group of the first match in what it has printed. */
    String find(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in:\n" + output());
        }
        return matcher.group(1);
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end in " + Patience.LIMIT + ":\n" + output());
        }
        return process.exitValue();
    }

    /** The processes it had started when it last printed what was awaited. */
    List<ProcessHandle> children() {
        return children;
    }

    boolean hasLeftNothing() throws IOException {
        try (Stream<Path> files = Files.list(temporaryFiles)) {
            return children.stream().noneMatch(ProcessHandle::isAlive) && files.findAny().isEmpty();
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        // Its watchdog needs a moment; without one they would stay.
        Patience.await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
}
