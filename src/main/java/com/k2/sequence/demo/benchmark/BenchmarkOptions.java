package com.k2.sequence.demo.benchmark;

import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.feed.FaultRates;
import com.k2.sequence.demo.feed.FeedGenerator;
import com.k2.sequence.demo.feed.Instruments;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to measure.
 *
 * @param messages read in each round
 * @param symbols instruments in all
 * @param faults faulty messages among all, from 0 to 1
 * @param partitions of every topic
 * @param parallelism of the job
 * @param rounds measured, after one that only warms up
 */
record BenchmarkOptions(
        long messages,
        int symbols,
        double faults,
        long seed,
        int partitions,
        int parallelism,
        int rounds) {

    static final String USAGE =
            """
            Usage: bin/benchmark job [OPTION VALUE]...

            Measures the whole job on this machine, from Kafka to Kafka: a broker, a Redis server and
            Flink are started, messages are written to a topic, and each round reads all of them and
            writes all outputs. Every verdict count and every row in Redis is compared with what was
            injected; a difference is a non-zero exit.

              --messages N       messages in each round (default: 2000000)
              --symbols N        instruments (default: 10000)
              --faults SHARE     faulty messages among all, from 0 to 1 (default: 0.001)
              --seed N           an equal seed gives equal messages (default: 1)
              --partitions N     of every topic (default: 4)
              --parallelism N    of the job (default: 2)
              --rounds N         rounds, after one to warm up (default: 3)
            """;

    private static final int EXCHANGES = 4;
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "messages", "2000000",
                    "symbols", "10000",
                    "faults", "0.001",
                    "seed", "1",
                    "partitions", "4",
                    "parallelism", "2",
                    "rounds", "3");

    /**
     * @throws IllegalArgumentException if an option is unknown or its value wrong
     */
    static BenchmarkOptions parse(String[] args) {
        Map<String, String> values = new TreeMap<>(DEFAULTS);
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!DEFAULTS.containsKey(name) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        args[i] + " is no option with a value; --help names them");
            }
            values.put(name, args[i + 1]);
        }
        return new BenchmarkOptions(
                positive(values, "messages"),
                positive(values, "symbols"),
                Double.parseDouble(values.get("faults")),
                Long.parseLong(values.get("seed")),
                positive(values, "partitions"),
                positive(values, "parallelism"),
                positive(values, "rounds"));
    }

    FaultInjector feed() {
        return new FaultInjector(
                new FeedGenerator(seed, Instruments.of(Math.min(EXCHANGES, symbols), symbols)),
                FaultRates.of(faults),
                seed);
    }

    private static int positive(Map<String, String> values, String name) {
        int number = Integer.parseInt(values.get(name));
        if (number < 1) {
            throw new IllegalArgumentException("--" + name + " must be at least 1");
        }
        return number;
    }
}
