package com.k2.sequence.benchmark.growth;

import com.k2.sequence.benchmark.growth.GrowthCase.Variant;
import com.k2.sequence.benchmark.measure.ChildJvm;
import com.k2.sequence.benchmark.measure.Machine;
import com.k2.sequence.demo.local.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The growth benchmark as a command: each case in a JVM of its own, then the tables. */
public final class Growth {

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
            folder.takeLog();
            return new Growth(options, folder.path()).run() ? 0 : WRONG;
        } catch (IllegalArgumentException e) {
            System.err.println("bin/benchmark growth: " + e.getMessage());
            return WRONG_OPTION;
        }
    }

    private boolean run() throws IOException {
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
    boolean measure(int round, GrowthCase measured) throws IOException {
        long start = System.nanoTime();
        GrowthResult result;
        try (ChildJvm jvm =
                ChildJvm.start(folder, jvmOptions(), GrowthRun.class, measured.toArguments())) {
            jvm.await(GrowthRun.REDIS).ifPresent(this::printOnce);
            Optional<String> line = jvm.await(GrowthRun.RESULT);
            if (line.isEmpty()) {
                System.out.println(measured + " failed:\n" + jvm.report());
                return false;
            }
            result = GrowthResult.parse(line.get());
        }
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

    /** All cases have the same server, and the same checkpoints. */
    private void printOnce(String redis) {
        if (!redis.equals(printedRedis)) {
            printedRedis = redis;
            System.out.println(redis + "; two checkpoints in each case, none by time");
        }
    }

    private List<String> jvmOptions() {
        return ChildJvm.options(options.heap());
    }
}
