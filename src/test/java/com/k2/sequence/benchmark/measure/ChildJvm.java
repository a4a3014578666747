package com.k2.sequence.benchmark.measure;

import com.k2.sequence.demo.local.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/**
 * A JVM of its own for what is measured, so that heap, compiled code and static counters are its
 * alone. (What the compiler saw of one variant else changes what it makes of the next: the reason
 * for the forks of JMH.)
 *
 * <p>It answers in lines of its output that begin with a word of the caller's. It ends when this
 * JVM does, unless this one is killed: then its input ends, which is for its main class to see.
 */
public final class ChildJvm implements AutoCloseable {

    /** How long it may take to end when it is asked to. */
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path folder;
    private final Path log;
    private final Writer input;
    private final BufferedReader output;
    private final List<String> read = new ArrayList<>();
    private final Thread hook = new Thread(this::end, "child-jvm-shutdown");

    private ChildJvm(Process process, Path folder, Path log) {
        this.process = process;
        this.folder = folder;
        this.log = log;
        this.input = process.outputWriter();
        this.output = process.inputReader();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * What every child is started with, folders and files apart: as large a heap from the beginning
     * as it may have, and what {@code BENCHMARK_JAVA_OPTS} adds.
     *
     * @param heap as {@code -Xmx} takes it
     */
    public static List<String> options(String heap) {
        List<String> options = new ArrayList<>();
        options.add("-Xms" + heap);
        options.add("-Xmx" + heap);
        options.add("-XX:+UseParallelGC");
        options.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        String more = System.getenv().getOrDefault("BENCHMARK_JAVA_OPTS", "");
        Arrays.stream(more.split(" ")).filter(option -> !option.isBlank()).forEach(options::add);
        return options;
    }

    /**
     * Starts one with this JVM's class path.
     *
     * @param parent for a folder of the child's own, which is deleted with it, and its log
     * @param options as {@link #options} gives them
     * @param main its first argument is the folder
     * @param arguments those behind it
     */
    public static ChildJvm start(
            Path parent, List<String> options, Class<?> main, List<String> arguments)
            throws IOException {
        Path folder = Files.createTempDirectory(parent, "jvm-");
        Path log = Files.createTempFile(parent, "jvm-", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.io.tmpdir=" + folder,
                        "-Dlog4j2.configurationFile=com/k2/sequence/demo/log4j2-demo.properties",
                        "-D" + RunFolder.LOG_PROPERTY + "=" + log));
        command.addAll(options);
        command.add(main.getName());
        command.add(folder.toString());
        command.addAll(arguments);
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start(), folder, log);
    }

    /**
     * Gives it a line to read.
     *
     * @throws IOException if it has ended
     */
    public void send(String line) throws IOException {
        input.write(line + '\n');
        input.flush();
    }

    /**
     * Waits for its next line that begins so.
     *
     * @return what follows; empty if it has ended without one
     */
    public Optional<String> await(String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            read.add(line);
            if (line.startsWith(beginning)) {
                return Optional.of(line.substring(beginning.length()));
            }
        }
        return Optional.empty();
    }

    /** All that it has put out so far and logged, for whoever looks for what went wrong. */
    public String report() throws IOException {
        return String.join("\n", read) + '\n' + Files.readString(log);
    }

    /** Ends it, and waits for that. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook is at it
        }
        end();
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It ends before what it has on disk is deleted, and what it started with it. */
    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().onExit().join();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        FileUtils.deleteQuietly(folder.toFile());
    }
}
