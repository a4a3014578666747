package com.k2.sequence.benchmark.engine;

import com.k2.sequence.benchmark.measure.Arguments;
import com.k2.sequence.config.TrackingOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What to measure.
 *
 * @param variants what is compared
 * @param messages through the fastest variants in each round
 * @param maxLag the tracker's {@code redis.max-lag}
 * @param checkpointInterval of every variant
 * @param rate messages a second; 0 for as fast as they come
 * @param seconds of each run at a rate
 * @param warmUps rounds that are not counted, before those that are
 * @param rounds that are counted
 * @param out where result file and plots go; null for nowhere
 */
record EngineOptions(
        List<Variant> variants,
        long messages,
        int symbols,
        int parallelism,
        Duration maxLag,
        Duration checkpointInterval,
        long rate,
        long seconds,
        int warmUps,
        int rounds,
        long seed,
        Path out) {

    static final String USAGE =
            """
            Usage: bin/benchmark engine [OPTION VALUE]...

            Measures the tracking operator beside other ways to track sequence numbers in Flink, and beside
            no tracking at all: one source of generated messages, one shuffle by instrument, one sink, all in
            this JVM, with a real Redis server beside it. Each round runs all variants, in an order drawn by
            the seed. Every verdict is compared with an independent reader's; a wrong one is a non-zero exit,
            except from the variants that can't be exact, whose wrong ones are counted. The pass-through has
            no verdicts, and is spared the comparison.

              --variants LIST     of %s
                                  (default: all; with --rate: heap,script,tracker)
              --messages N        in each round through the fastest; slower ones get a share (default: 10000000)
              --symbols N         instruments (default: 10000)
              --parallelism N     of source, tracking and sink (default: 2)
              --max-lag MS        the tracker's redis.max-lag, in milliseconds (default: the job's)
              --checkpoint-interval MS
                                  milliseconds (default: 1000, a tenth of the job's own)
              --rate N            measure latency at so many messages a second instead of the highest rate
              --seconds N         of each run at a rate, after 2 to warm up (default: 10)
              --warm-ups N        rounds before those that count (default: 2)
              --rounds N          rounds that count (default: 5)
              --seed N            an equal seed gives equal messages, and orders of variants (default: 1)
              --out FOLDER        writes all figures, round by round, and plots there
            """
                    .formatted(Variant.ids());

    /** Latencies of a run's first seconds don't count: code is compiled, keys are cold. */
    private static final long LATENCY_WARM_UP_SECONDS = 2;

    private static final String LATENCY_VARIANTS = "heap,script,tracker";

    /**
     * @throws IllegalArgumentException if an option is unknown or its value wrong
     */
    static EngineOptions parse(String... args) {
        Arguments arguments = Arguments.parse(defaults(), args);
        long rate = arguments.number("rate", 0);
        String variants = arguments.text("variants");
        return new EngineOptions(
                Variant.parse(!variants.isEmpty() ? variants : rate > 0 ? LATENCY_VARIANTS : "all"),
                arguments.number("messages", 1),
                arguments.integer("symbols", 1),
                arguments.integer("parallelism", 1),
                Duration.ofMillis(arguments.number("max-lag", 0)),
                Duration.ofMillis(arguments.number("checkpoint-interval", 10)),
                rate,
                arguments.number("seconds", 1),
                arguments.integer("warm-ups", 0),
                arguments.integer("rounds", 1),
                arguments.number("seed", 0),
                arguments.path("out"));
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("variants", "");
        defaults.put("messages", "10000000");
        defaults.put("symbols", "10000");
        defaults.put("parallelism", "2");
        defaults.put("max-lag", Long.toString(TrackingOptions.MAX_LAG.defaultValue().toMillis()));
        defaults.put("checkpoint-interval", "1000");
        defaults.put("rate", "0");
        defaults.put("seconds", "10");
        defaults.put("warm-ups", "2");
        defaults.put("rounds", "5");
        defaults.put("seed", "1");
        defaults.put("out", "");
        return defaults;
    }

    boolean measuresLatency() {
        return rate > 0;
    }

    /** How long after a run's first message latencies don't count; negative where none do. */
    long warmUpNanos() {
        return measuresLatency() ? TimeUnit.SECONDS.toNanos(LATENCY_WARM_UP_SECONDS) : -1;
    }

    /** How many messages a run of a variant has. */
    long messagesOf(Variant variant) {
        return measuresLatency()
                ? rate * (seconds + LATENCY_WARM_UP_SECONDS)
                : variant.share(messages);
    }

    /** For the result file. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("messages", messages);
        map.put("symbols", symbols);
        map.put("parallelism", parallelism);
        map.put("maxLagMillis", maxLag.toMillis());
        map.put("checkpointIntervalMillis", checkpointInterval.toMillis());
        map.put("rate", rate);
        map.put("seconds", seconds);
        map.put("warmUps", warmUps);
        map.put("rounds", rounds);
        map.put("seed", seed);
        return map;
    }
}
