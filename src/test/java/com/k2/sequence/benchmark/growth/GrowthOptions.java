package com.k2.sequence.benchmark.growth;

import com.k2.sequence.benchmark.growth.GrowthCase.Backend;
import com.k2.sequence.benchmark.growth.GrowthCase.Variant;
import com.k2.sequence.benchmark.measure.Arguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to measure.
 *
 * @param keys how many, each a row of the tables, ascending
 * @param backends of keyed state
 * @param parallelism each measured; with more than one backend or number of keys only the first is
 *     measured with all of them
 * @param skewed whether a feed is measured too of which one key has half of the messages
 * @param messages in each stage
 * @param rounds of everything
 * @param heap of each JVM, as {@code -Xmx} takes it
 * @param out where result file and plots go; null where nothing is to be written
 * @param given all options as text, for the results
 */
record GrowthOptions(
        List<Long> keys,
        List<Backend> backends,
        List<Integer> parallelism,
        boolean skewed,
        long messages,
        int rounds,
        String heap,
        Path out,
        Map<String, String> given) {

    static final String USAGE =
            """
            Usage: bin/benchmark growth [OPTION VALUE]...

            What grows with the number of keys. Each case has a JVM and a Redis server of its own: Redis is
            filled with a row of an earlier job for every key; the job starts without Flink state and meets
            each key once (cold start), then takes generated messages of 200 bytes over all keys in an order
            that jumps about. Every verdict is counted, rows in Redis are compared. Beside the tracking
            operator stands the same rule on Flink's keyed state alone, on the same state backend.

              --keys N,...          how many keys (default: 10000,100000,1000000). 10000000 takes a heap of
                                    about 10g, 5 GB for Redis, and some minutes
              --backends WORD,...   heap, rocksdb (default: both)
              --parallelism N,...   the first with all keys and backends, the others with the most keys on
                                    the first backend (default: 2,1,4)
              --skew WORD           yes or no: the most keys on the first backend also beside a key that
                                    has half of all messages (default: yes)
              --messages N          in each of the stages: warm-up, measured, with a checkpoint
                                    (default: 3000000)
              --rounds N            of everything; tables have the median (default: 1)
              --heap SIZE           of each JVM (default: 4g)
              --out FOLDER          writes growth.json and plots there
              --help                print this

            Exit code: 0; 1 if a count of verdicts or a row is not as it must be; 2 for a wrong option.
            """;

    /** Fewer tell nothing. */
    private static final long LEAST = 1_000;

    private static final String YES = "yes";
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "keys", "10000,100000,1000000",
                    "backends", "heap,rocksdb",
                    "parallelism", "2,1,4",
                    "skew", YES,
                    "messages", "3000000",
                    "rounds", "1",
                    "heap", "4g",
                    "out", "");

    GrowthOptions {
        keys = keys.stream().sorted().toList();
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if an option is unknown or its value wrong
     */
    static GrowthOptions parse(String... args) {
        Arguments values = Arguments.parse(DEFAULTS, args);
        return new GrowthOptions(
                values.numbers("keys", LEAST),
                values.each("backends", word -> backend(values, word)),
                values.integers("parallelism", 1),
                values.oneOf("skew", YES, "no").equals(YES),
                values.number("messages", LEAST),
                values.integer("rounds", 1),
                values.size("heap"),
                values.path("out"),
                values.all());
    }

    private static Backend backend(Arguments values, String word) {
        return switch (word) {
            case "heap" -> Backend.HEAP;
            case "rocksdb" -> Backend.ROCKSDB;
            default -> throw values.wrong("backends", "some of heap,rocksdb");
        };
    }

    /** Every number of keys on every backend. */
    List<GrowthCase> sizes() {
        List<GrowthCase> cases = new ArrayList<>();
        for (Backend backend : backends) {
            for (long size : keys) {
                cases.add(tracked(backend, size, parallelism.get(0), false));
            }
        }
        return cases;
    }

    /**
     * Every parallelism, and the skewed feed if wanted, with the most keys on the first backend.
     */
    List<GrowthCase> shapes() {
        List<GrowthCase> cases = new ArrayList<>();
        long most = keys.get(keys.size() - 1);
        for (int each : parallelism) {
            cases.add(tracked(backends.get(0), most, each, false));
        }
        if (skewed) {
            cases.add(tracked(backends.get(0), most, parallelism.get(0), true));
        }
        return cases;
    }

    private GrowthCase tracked(Backend backend, long size, int parallel, boolean skewed) {
        return new GrowthCase(Variant.TRACKED, backend, size, parallel, skewed, messages);
    }
}
