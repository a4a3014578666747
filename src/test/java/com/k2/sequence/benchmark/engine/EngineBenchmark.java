package com.k2.sequence.benchmark.engine;

import com.k2.sequence.benchmark.measure.Machine;
import com.k2.sequence.demo.local.RunFolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Runs the variants in turn and reports. The main class of {@code bin/benchmark engine}. */
public final class EngineBenchmark {

    private static final int WRONG_OPTIONS = 2;

    private final EngineOptions options;
    private final Random orders;

    private EngineBenchmark(EngineOptions options) {
        this.options = options;
        this.orders = new Random(options.seed());
    }

    /** Exits with 0 if every variant that must be exact was. */
    public static void main(String[] args) {
        System.exit(exitCodeOf(args));
    }

    private static int exitCodeOf(String[] args) {
        try (RunFolder folder = RunFolder.open()) {
            if (List.of(args).contains("--help")) {
                System.out.print(EngineOptions.USAGE);
                return 0;
            }
            EngineOptions options = EngineOptions.parse(args);
            folder.takeLog();
            return new EngineBenchmark(options).run(folder);
        } catch (IllegalArgumentException e) {
            System.err.println("bin/benchmark engine: " + e.getMessage());
            return WRONG_OPTIONS;
        } catch (Exception e) {
            e.printStackTrace();
            return 1;
        }
    }

    private int run(RunFolder folder) throws Exception {
        System.out.println(Machine.description());
        Map<Numbering, Expected> expected = new EnumMap<>(Numbering.class);
        for (Variant variant : options.variants()) {
            expected.computeIfAbsent(variant.numbering(), this::expected);
        }
        print(
                "%,d symbols, values of %d bytes, parallelism %d, state on the heap where a variant"
                        + " does not say RocksDB, checkpoints every %,d ms; verdicts of the longest"
                        + " feed: %s",
                options.symbols(),
                EngineFeed.VALUE_BYTES,
                options.parallelism(),
                options.checkpointInterval().toMillis(),
                expected.values().iterator().next().counts());
        Map<Variant, List<EngineRun>> runs = new EnumMap<>(Variant.class);
        try (Engine engine = Engine.start(options, folder.path(), expected)) {
            print("%s", engine.redisDescription());
            for (int round = 1 - options.warmUps(); round <= options.rounds(); round++) {
                round(engine, round, runs);
            }
        }
        System.out.println();
        if (options.measuresLatency()) {
            new LatencyReport(options, runs).print(System.out);
        } else {
            new ThroughputReport(options, runs).print(System.out);
        }
        return isExact(runs) ? 0 : 1;
    }

    private Expected expected(Numbering numbering) {
        return Expected.of(
                options.parallelism(),
                options.symbols(),
                options.seed(),
                numbering,
                options.variants().stream()
                        .filter(variant -> variant.numbering() == numbering)
                        .map(options::messagesOf)
                        .toList());
    }

    /** Runs every variant once, in an order drawn again, so that no variant always follows one. */
    private void round(Engine engine, int round, Map<Variant, List<EngineRun>> runs)
            throws Exception {
        List<Variant> turns = new ArrayList<>(options.variants());
        Collections.shuffle(turns, orders);
        for (Variant variant : turns) {
            EngineRun run = engine.run(variant, options.messagesOf(variant));
            print(
                    "%s: %-42s %,11.0f messages/s of %,d, %,d wrong",
                    round < 1 ? "warm-up" : "round " + round,
                    variant.title(),
                    run.rate(),
                    run.messages(),
                    run.wrong());
            if (round > 0) {
                runs.computeIfAbsent(variant, first -> new ArrayList<>()).add(run);
            }
        }
    }

    private static boolean isExact(Map<Variant, List<EngineRun>> runs) {
        boolean exact = true;
        for (Map.Entry<Variant, List<EngineRun>> entry : runs.entrySet()) {
            Variant variant = entry.getKey();
            for (EngineRun run : entry.getValue()) {
                if (variant.verdicts() == Variant.Verdicts.EXACT
                        && run.wrong() + run.wrongRows() > 0) {
                    print(
                            "%s must be exact, and has %,d wrong verdicts and %,d wrong rows",
                            variant.title(), run.wrong(), run.wrongRows());
                    exact = false;
                }
            }
        }
        return exact;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
