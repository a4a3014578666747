package com.k2.sequence.benchmark.growth;

import com.k2.sequence.benchmark.growth.GrowthCase.Variant;
import com.k2.sequence.benchmark.measure.Machine;
import com.k2.sequence.demo.local.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.FileUtils;

/** The growth benchmark as a command: each case in a JVM of its own, then the tables. */
public final class Growth {

    /** Names the file that a log goes to. */
    private static final String LOG = "sequence.demo.log";

    private static final int WRONG = 1;
    private static final int WRONG_OPTION = 2;

    private final GrowthOptions options;
    private final Path folder;
    private final GrowthReport report = new GrowthReport();
    private String printedRedis;

    /**
     * @param folder for what the cases put on disk
     */
    Growth(GrowthOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /**
     * Measures, prints and exits.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) throws Exception {
        System.exit(exitCodeOf(args));
    }

    private static int exitCodeOf(String[] args) throws Exception {
        try (RunFolder folder = RunFolder.open()) {
            if (Arrays.asList(args).contains("--help")) {
                System.out.print(GrowthOptions.USAGE);
                return 0;
            }
            GrowthOptions options = GrowthOptions.parse(args);
            System.setProperty(LOG, folder.path().resolve("log").toString());
            return new Growth(options, folder.path()).run() ? 0 : WRONG;
        } catch (IllegalArgumentException e) {
            System.err.println("bin/benchmark growth: " + e.getMessage());
            return WRONG_OPTION;
        }
    }

    private boolean run() throws IOException, InterruptedException {
        System.out.println(Machine.description(jvmOptions()));
        Set<GrowthCase> cases = new LinkedHashSet<>(options.sizes());
        cases.addAll(options.shapes());
        for (int round = 1; round <= options.rounds(); round++) {
            for (GrowthCase tracked : cases) {
                for (Variant variant : Variant.values()) {
                    if (!measure(round, tracked.with(variant))) {
                        return false;
                    }
                }
            }
        }
        System.out.printf("%nBy keys%n%n%s", report.rates(options.sizes()));
        System.out.printf("%nBy parallelism and skew%n%n%s", report.rates(options.shapes()));
        System.out.printf("%nCheckpoints%n%n%s", report.checkpoints(List.copyOf(cases)));
        if (options.out() != null) {
            write(options.out(), options.sizes());
        }
        return true;
    }

    /** Writes what has been measured, with plots of these cases. */
    void write(Path out, List<GrowthCase> plotted) throws IOException {
        report.write(out, Machine.description(jvmOptions()), options.given(), plotted);
        System.out.printf("%nResult file and plots are in %s%n", out);
    }

    /** Measures one case; false if it failed, and then its output is printed. */
    boolean measure(int round, GrowthCase measured) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path log = Files.createTempFile(folder, "case-", ".log");
        List<String> output = fork(measured, log);
        Optional<String> line = line(output, GrowthRun.RESULT);
        if (line.isEmpty()) {
            System.out.println(measured + " failed:");
            output.forEach(System.out::println);
            Files.readAllLines(log).forEach(System.out::println);
            return false;
        }
        line(output, GrowthRun.REDIS).ifPresent(this::printOnce);
        GrowthResult result = GrowthResult.parse(line.get());
        report.add(measured, result);
        System.out.printf(
                "round %d, %s: %,.0f messages/s, keys known after %.1f s; counts of verdicts right,"
                        + " %,d rows compared; %.0f s in all%n",
                round,
                measured,
                result.rate(),
                result.metSeconds(),
                result.rows(),
                (System.nanoTime() - start) / 1e9);
        return true;
    }

    /** What follows this beginning in the first line that has it. */
    private static Optional<String> line(List<String> output, String beginning) {
        return output.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .findFirst();
    }

    /** All cases have the same server, and the same checkpoints. */
    private void printOnce(String redis) {
        if (!redis.equals(printedRedis)) {
            printedRedis = redis;
            System.out.println(redis + "; two checkpoints in each case, none by time");
        }
    }

    /** Runs the case and returns what it has put out. */
    private List<String> fork(GrowthCase measured, Path log)
            throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, "case-");
        Process process =
                new ProcessBuilder(command(measured, own, log)).redirectErrorStream(true).start();
        Thread hook = new Thread(() -> end(process, own), "growth-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            process.waitFor();
            return lines;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            end(process, own);
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    /** Ends the case, its Redis with it, before what it has on disk is deleted. */
    private static void end(Process process, Path own) {
        process.destroy();
        process.onExit().join();
        FileUtils.deleteQuietly(own.toFile());
    }

    private List<String> command(GrowthCase measured, Path own, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.io.tmpdir=" + own,
                        "-Dlog4j2.configurationFile=com/k2/sequence/demo/log4j2-demo.properties",
                        "-D" + LOG + "=" + log));
        command.addAll(jvmOptions());
        command.add(GrowthRun.class.getName());
        command.add(own.toString());
        command.addAll(measured.toArguments());
        return command;
    }

    /** What every case's JVM is started with, folders and files apart. */
    private List<String> jvmOptions() {
        List<String> jvm = new ArrayList<>();
        jvm.add("-Xms" + options.heap());
        jvm.add("-Xmx" + options.heap());
        jvm.add("-XX:+UseParallelGC");
        jvm.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        String more = System.getenv().getOrDefault("BENCHMARK_JAVA_OPTS", "");
        Arrays.stream(more.split(" ")).filter(option -> !option.isBlank()).forEach(jvm::add);
        return jvm;
    }
}
