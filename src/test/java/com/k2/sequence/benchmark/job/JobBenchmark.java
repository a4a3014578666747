package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Machine;
import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.local.EmbeddedServers;
import com.k2.sequence.demo.local.RunFolder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures the whole job beside its limits: messages are written to a topic beforehand, then each
 * round runs every {@link Variant} over all of them. Broker and Redis server are the same for all,
 * the broker in this JVM. The main class of {@code bin/benchmark job}.
 */
public final class JobBenchmark {

    private static final String INPUT = "benchmark.ticks";
    private static final int WRONG_OPTIONS = 2;
    private static final int MOST_DIFFERENCES = 10;

    /** Warming up goes on while the whole job gets faster by more than this factor. */
    private static final double SETTLED = 1.05;

    private static final int MOST_WARM_UPS = 3;

    private final JobBenchmarkOptions options;
    private final PrintStream out;
    private final Random orders;
    private boolean right = true;

    JobBenchmark(JobBenchmarkOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.orders = new Random(options.seed());
    }

    /** Exits with 0 if no run differed from what was injected. */
    public static void main(String[] args) {
        System.exit(exitCodeOf(args));
    }

    private static int exitCodeOf(String[] args) {
        try (RunFolder folder = RunFolder.open()) {
            if (List.of(args).contains("--help")) {
                System.out.print(JobBenchmarkOptions.USAGE);
                return 0;
            }
            JobBenchmarkOptions options = JobBenchmarkOptions.parse(args);
            folder.takeLog();
            return new JobBenchmark(options, System.out).run(folder.path()) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println("bin/benchmark job: " + e.getMessage());
            return WRONG_OPTIONS;
        } catch (Exception e) {
            e.printStackTrace();
            return 1;
        }
    }

    /**
     * @param folder for what the servers need on disk
     * @return whether no run differed from what was injected, as far as it is compared
     */
    boolean run(Path folder) throws Exception {
        print("%s", machine());
        try (EmbeddedServers servers = EmbeddedServers.start(folder)) {
            print("%s", VariantJobs.description(servers.redisUri()));
            FaultInjector feed = options.feed();
            servers.createTopics(List.of(INPUT), options.partitions(), Map.of());
            Preload preload = Preload.of(feed, options.messages(), servers.kafkaAddress(), INPUT);
            print(
                    "%,d messages of %,d symbols in %d partitions, %.0f bytes each, %s faulty,"
                            + " seed %d; parallelism %d, %s",
                    options.messages(),
                    options.symbols(),
                    options.partitions(),
                    preload.meanBytes(),
                    options.faults(),
                    options.seed(),
                    options.parallelism(),
                    options.guarantee());
            try (VariantRun run = new VariantRun(options, servers, folder, INPUT, feed)) {
                warmUp(run);
                report(measure(run));
            }
        }
        return right;
    }

    private String machine() {
        return Machine.description(options.jvmOptions());
    }

    private void warmUp(VariantRun run) throws Exception {
        double best = 0;
        boolean settled = false;
        for (int round = 1;
                round <= options.warmUps()
                        || !settled && round <= MOST_WARM_UPS * options.warmUps();
                round++) {
            Map<Variant, RunFigures> figures = round("warm-up " + round, run);
            RunFigures whole = figures.get(Variant.WHOLE);
            double rate = whole == null ? 0 : whole.rate();
            settled = rate <= best * SETTLED;
            best = Math.max(best, rate);
        }
    }

    private JobReport measure(VariantRun run) throws Exception {
        Map<Variant, List<RunFigures>> rounds = new EnumMap<>(Variant.class);
        for (int round = 1; round <= options.rounds(); round++) {
            round("round " + round, run)
                    .forEach(
                            (variant, figures) ->
                                    rounds.computeIfAbsent(variant, any -> new ArrayList<>())
                                            .add(figures));
        }
        return new JobReport(rounds);
    }

    /** Runs every variant once, in an order drawn again, so that no variant always follows one. */
    private Map<Variant, RunFigures> round(String name, VariantRun run) throws Exception {
        List<Variant> order = new ArrayList<>(options.variants());
        Collections.shuffle(order, orders);
        Map<Variant, RunFigures> figures = new EnumMap<>(Variant.class);
        for (Variant variant : order) {
            VariantRun.Result result = run.run(variant);
            figures.put(variant, result.figures());
            boolean equal = result.differences().isEmpty();
            right &= equal;
            print(
                    "%-10s %-38s %,11.0f messages/s, %6.2f µs of the job's CPU a message%s",
                    name,
                    variant.title(),
                    result.figures().rate(),
                    result.figures().cpuMicros(),
                    equal ? checked(variant) : ", WRONG");
            result.differences().stream().limit(MOST_DIFFERENCES).forEach(out::println);
        }
        return figures;
    }

    private static String checked(Variant variant) {
        return switch (variant) {
            case WHOLE -> ", counts of verdicts and events right, every row too";
            case BYTES, UNTRACKED -> ", every message there";
            case SOURCE, DECODE, SHUFFLE -> "";
        };
    }

    private void report(JobReport report) throws Exception {
        print("%nMedian of %d rounds (smallest–largest):%n", options.rounds());
        print("%s", report.figures());
        if (options.variants().size() > 1) {
            print("%s", report.ratios());
        }
        if (options.out() != null) {
            report.write(options, machine());
            print("Written to %s", options.out());
        }
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
