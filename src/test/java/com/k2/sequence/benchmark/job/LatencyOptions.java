package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Arguments;
import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.feed.FaultKind;
import com.k2.sequence.demo.feed.FaultRates;
import com.k2.sequence.demo.feed.FeedGenerator;
import com.k2.sequence.demo.feed.Instruments;
import com.k2.sequence.tracking.InstrumentKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to measure.
 *
 * @param rates messages a second, one after the other in each round
 * @param rounds of all rates
 * @param seconds measured at each rate
 * @param warmUpSeconds before that at each rate
 * @param symbols instruments in all
 * @param partitions of every topic
 * @param parallelism of the job
 * @param job further options of the job itself
 * @param out folder for results; null for none
 * @param given all options as text, for the results
 */
record LatencyOptions(
        List<Integer> rates,
        int rounds,
        int seconds,
        int warmUpSeconds,
        int symbols,
        long seed,
        int partitions,
        int parallelism,
        Map<String, String> job,
        Path out,
        Map<String, String> given) {

    static final String USAGE =
            """
            Usage: bin/benchmark latency [OPTION VALUE]...

            Measures how long a message takes through the whole job, at-least-once, with a broker, a
            Redis server, Flink and the generator on this machine, sharing its processors. The job
            takes a checkpoint every 10 s, its default, and Redis has every update before each.

              gap event readable   until a consumer in this process holds the gap event it causes
              in Redis             until a client in this process has read its number, or a later one
                                   of its key, from Redis: by a notification from Redis of a write to the key
                                   (a keyspace notification), it reads the row
              acknowledged         until the broker has confirmed the message to the generator

            All from the moment at which the message was due by the schedule, before it is sent: what
            holds the generator up counts too. 'generator late' is that part alone. Only 'from append'
            is what the job takes with its output: from when the broker put the message into the input
            topic, by its timestamp in whole milliseconds, so up to one too long. The first messages
            are sent as fast as they go, until all keys are known; then the schedule begins.

              --rate LIST         messages a second, separated by commas (default:
                                  1000,10000,50000,100000)
              --rounds N          of all rates; tables have median and range (default: 3)
              --seconds N         measured at each rate (default: 30)
              --warm-up N         seconds before that at each rate (default: 15)
              --symbols N         instruments (default: 10000)
              --seed N            an equal seed gives equal messages (default: 1)
              --partitions N      of every topic (default: 4)
              --parallelism N     of the job (default: 2)
              --job LIST          options of the job itself, KEY=VALUE separated by semicolons, such as
                                  'redis.max-lag=50 ms'; exactly-once events come with the next
                                  checkpoint, so that is refused (default: none)
              --out FOLDER        also writes the figures there as JSON, and a plot as SVG
              --help              prints this
            """;

    private static final int EXCHANGES = 4;
    private static final String GUARANTEE = "sink.delivery-guarantee";
    private static final String AT_LEAST_ONCE = "at-least-once";

    /** Of all messages, unless that makes too few of them a second. */
    private static final double GAP_SHARE = 0.01;

    /** Enough for a percentile. */
    private static final int SAMPLES_PER_SECOND = 100;

    private static final double MOST_GAPS = 0.2;

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "rate", "1000,10000,50000,100000",
                    "rounds", "3",
                    "seconds", "30",
                    "warm-up", "15",
                    "symbols", "10000",
                    "seed", "1",
                    "partitions", "4",
                    "parallelism", "2",
                    "job", "",
                    "out", "");

    /**
     * @throws IllegalArgumentException if an option is unknown or its value wrong
     */
    static LatencyOptions parse(String... args) {
        Arguments values = Arguments.parse(DEFAULTS, args);
        return new LatencyOptions(
                values.integers("rate", 1),
                values.integer("rounds", 1),
                values.integer("seconds", 1),
                values.integer("warm-up", 1),
                values.integer("symbols", 1),
                values.number("seed", 0),
                values.integer("partitions", 1),
                values.integer("parallelism", 1),
                job(values),
                values.path("out"),
                values.all());
    }

    /**
     * Events of a transaction can't be read before the next checkpoint: that is what it would be.
     */
    private static Map<String, String> job(Arguments values) {
        Map<String, String> job = values.pairs("job");
        if (!job.getOrDefault(GUARANTEE, AT_LEAST_ONCE).equals(AT_LEAST_ONCE)) {
            throw values.wrong("job", "without " + GUARANTEE + ": it is " + AT_LEAST_ONCE);
        }
        return job;
    }

    /** A feed that has no faults but gaps, at least so many a second that they tell something. */
    FaultInjector feed(int rate) {
        double share = Math.min(MOST_GAPS, Math.max(GAP_SHARE, SAMPLES_PER_SECOND / (double) rate));
        return new FaultInjector(
                new FeedGenerator(seed, instruments()),
                new FaultRates(Map.of(FaultKind.GAP, share)),
                seed);
    }

    /** The instruments that are looked at in Redis: so many that they get enough messages. */
    List<InstrumentKey> probed(int rate) {
        long count = Math.max(1, (long) SAMPLES_PER_SECOND * symbols / rate);
        return instruments().subList(0, (int) Math.min(count, symbols));
    }

    private List<InstrumentKey> instruments() {
        return Instruments.of(Math.min(EXCHANGES, symbols), symbols);
    }
}
