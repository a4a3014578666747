package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Arguments;
import com.k2.sequence.benchmark.measure.ChildJvm;
import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.feed.FaultRates;
import com.k2.sequence.demo.feed.FeedGenerator;
import com.k2.sequence.demo.feed.Instruments;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to measure.
 *
 * @param messages read in each run
 * @param symbols instruments in all
 * @param faults faulty messages among all, from 0 to 1
 * @param partitions of every topic
 * @param parallelism of the job
 * @param rounds measured, each a run of every variant
 * @param warmUps least rounds before them that only warm up
 * @param heap of each variant's JVM, as {@code -Xmx} takes it
 * @param guarantee of the sinks: {@code at-least-once} or {@code exactly-once}
 * @param job further options of the job itself
 * @param variants at least one, in the order of the tables
 * @param out folder for results; null for none
 * @param given all options as text, for the results
 */
record JobBenchmarkOptions(
        long messages,
        int symbols,
        double faults,
        long seed,
        int partitions,
        int parallelism,
        int rounds,
        int warmUps,
        String heap,
        String guarantee,
        Map<String, String> job,
        List<Variant> variants,
        Path out,
        Map<String, String> given) {

    static final String USAGE =
            """
            Usage: bin/benchmark job [OPTION VALUE]...

            Measures the whole job on this machine, from Kafka to Kafka, beside what it can't be faster
            than: a broker, a Redis server and for each variant a JVM with Flink are started, messages are
            written to a topic, and each round runs every variant over all of them, in an order drawn by
            the seed.

              source      Kafka source alone
              decode      source, decoding
              shuffle     source, decoding, keyed shuffle
              bytes       key and value copied from topic to topic, nothing decoded
              untracked   the whole job with every message passed on as normal
              whole       the whole job

            After each run of the whole job the counts of verdicts, events and dead letters and every
            row in Redis are compared with what was injected, after the other writing ones the number
            of messages; a difference is a non-zero exit.

              --messages N        messages in each run (default: 2000000)
              --symbols N         instruments (default: 10000)
              --faults SHARE      faulty messages among all, from 0 to 1 (default: 0.001)
              --seed N            an equal seed gives equal messages, and orders of variants (default: 1)
              --partitions N      of every topic (default: 4)
              --parallelism N     of the job (default: 2)
              --guarantee WORD    at-least-once or exactly-once (default: at-least-once)
              --rounds N          rounds that are measured (default: 5)
              --warm-ups N        rounds before them, at least; up to three times as many while the
                                  whole job still gets faster by more than 5 % (default: 2)
              --heap SIZE         of each variant's JVM (default: 2g); all are there at once, beside
                                  1 GiB for the broker and what the system needs to keep the topics
              --job LIST          options of the job itself, KEY=VALUE separated by semicolons, such as
                                  'redis.max-lag=50 ms' (default: none)
              --variants LIST     which of them, separated by commas (default: all)
              --out FOLDER        also writes the figures there as JSON, and a plot as SVG
              --help              prints this
            """;

    private static final int EXCHANGES = 4;
    private static final String ALL = "all";
    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("messages", "2000000"),
                    Map.entry("symbols", "10000"),
                    Map.entry("faults", "0.001"),
                    Map.entry("seed", "1"),
                    Map.entry("partitions", "4"),
                    Map.entry("parallelism", "2"),
                    Map.entry("heap", "2g"),
                    Map.entry("guarantee", "at-least-once"),
                    Map.entry("rounds", "5"),
                    Map.entry("warm-ups", "2"),
                    Map.entry("job", ""),
                    Map.entry("variants", ALL),
                    Map.entry("out", ""));

    /**
     * @throws IllegalArgumentException if an option is unknown or its value wrong
     */
    static JobBenchmarkOptions parse(String... args) {
        Arguments values = Arguments.parse(DEFAULTS, args);
        return new JobBenchmarkOptions(
                values.integer("messages", 1),
                values.integer("symbols", 1),
                values.share("faults"),
                values.number("seed", 0),
                values.integer("partitions", 1),
                values.integer("parallelism", 1),
                values.integer("rounds", 1),
                values.integer("warm-ups", 0),
                values.size("heap"),
                values.oneOf("guarantee", "at-least-once", "exactly-once"),
                values.pairs("job"),
                variants(values.text("variants")),
                values.path("out"),
                values.all());
    }

    private static List<Variant> variants(String list) {
        List<String> words = List.of(list.split(","));
        List<Variant> variants =
                Arrays.stream(Variant.values())
                        .filter(variant -> list.equals(ALL) || words.contains(variant.word()))
                        .toList();
        if (!list.equals(ALL) && variants.size() != words.size()) {
            throw new IllegalArgumentException(
                    "--variants must be some of "
                            + Arrays.stream(Variant.values()).map(Variant::word).toList()
                            + ", not '"
                            + list
                            + "'");
        }
        return variants;
    }

    FaultInjector feed() {
        return new FaultInjector(
                new FeedGenerator(seed, Instruments.of(Math.min(EXCHANGES, symbols), symbols)),
                FaultRates.of(faults),
                seed);
    }

    /** What every variant's JVM is started with. */
    List<String> jvmOptions() {
        return ChildJvm.options(heap);
    }

    /** The job's options that depend on these. */
    Map<String, String> jobOptions() {
        Map<String, String> options = new TreeMap<>();
        options.put("sink.delivery-guarantee", guarantee);
        if (guarantee.equals("exactly-once")) {
            options.put("sink.transactional-id-prefix", "benchmark");
        }
        options.putAll(job);
        return options;
    }
}
