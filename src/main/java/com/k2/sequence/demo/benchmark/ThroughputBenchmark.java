package com.k2.sequence.demo.benchmark;

import com.k2.sequence.demo.check.OutputReader;
import com.k2.sequence.demo.check.OutputTally;
import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.demo.check.RedisRows;
import com.k2.sequence.demo.check.RunSummary;
import com.k2.sequence.demo.check.StateCheck;
import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.local.EmbeddedJob;
import com.k2.sequence.demo.local.EmbeddedServers;
import com.k2.sequence.demo.local.RunFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures the whole job, Kafka to Kafka, with broker, Redis and Flink in one place: messages are
 * written to a topic beforehand, then each round reads all of them and writes all outputs, and
 * every count and row is compared with what was injected. The main class of {@code bin/benchmark
 * job}.
 */
public final class ThroughputBenchmark {

    private static final String INPUT = "benchmark.ticks";
    private static final int WRONG_OPTIONS = 2;

    private final BenchmarkOptions options;
    private final Path folder;
    private final EmbeddedServers servers;

    private ThroughputBenchmark(BenchmarkOptions options, Path folder, EmbeddedServers servers) {
        this.options = options;
        this.folder = folder;
        this.servers = servers;
    }

    /** Exits with 0 if every round was exact. */
    public static void main(String[] args) {
        System.exit(exitCodeOf(args));
    }

    private static int exitCodeOf(String[] args) {
        try (RunFolder folder = RunFolder.open()) {
            if (List.of(args).contains("--help")) {
                System.out.print(BenchmarkOptions.USAGE);
                return 0;
            }
            BenchmarkOptions options = BenchmarkOptions.parse(args);
            System.setProperty("sequence.demo.log", folder.path().resolve("log").toString());
            System.out.println(Machine.description());
            try (EmbeddedServers servers = EmbeddedServers.start(folder.path())) {
                return new ThroughputBenchmark(options, folder.path(), servers).run();
            }
        } catch (IllegalArgumentException e) {
            System.err.println("bin/benchmark job: " + e.getMessage());
            return WRONG_OPTIONS;
        } catch (Exception e) {
            e.printStackTrace();
            return 1;
        }
    }

    private int run() throws Exception {
        FaultInjector feed = options.feed();
        servers.createTopics(List.of(INPUT), options.partitions(), Map.of());
        Preload preload = Preload.of(feed, options.messages(), servers.kafkaAddress(), INPUT);
        print(
                "%,d messages of %d symbols in %d partitions, %.0f bytes each, %s faulty, seed %d",
                options.messages(),
                options.symbols(),
                options.partitions(),
                preload.meanBytes(),
                options.faults(),
                options.seed());
        double[] rates = new double[options.rounds()];
        boolean exact = true;
        for (int round = 0; round <= options.rounds(); round++) {
            Round result = round(round, feed);
            exact &= result.summary().differences().isEmpty();
            print(
                    "%s: %,9.0f messages/s, %.1f µs of CPU a message (JVM, broker included), %s",
                    round == 0 ? "warm-up" : "round " + round,
                    result.rate(),
                    result.cpuMicros(),
                    result.summary().differences().isEmpty()
                            ? "every verdict and row exact"
                            : "WRONG");
            result.summary().differences().stream().limit(10).forEach(System.out::println);
            if (round > 0) {
                rates[round - 1] = result.rate();
            }
        }
        Arrays.sort(rates);
        print(
                "messages/s: min %,.0f, median %,.0f, max %,.0f",
                rates[0], rates[rates.length / 2], rates[rates.length - 1]);
        return exact ? 0 : 1;
    }

    private Round round(int number, FaultInjector feed) throws Exception {
        OutputTopics outputs = new OutputTopics("benchmark.round-" + number);
        servers.createTopics(outputs.all(), options.partitions(), Map.of());
        double seconds;
        long cpuNanos;
        try (EmbeddedJob job =
                EmbeddedJob.submit(folder, jobOptions(outputs), options.parallelism())) {
            job.awaitRunning();
            long begin = System.nanoTime();
            long cpuBegin = Machine.cpuNanos();
            job.awaitEnd();
            seconds = (System.nanoTime() - begin) / 1e9;
            cpuNanos = Machine.cpuNanos() - cpuBegin;
        }
        try (OutputReader reader = new OutputReader(servers.kafkaAddress(), outputs);
                RedisRows rows = new RedisRows(servers.redisUri())) {
            OutputTally found = reader.finish();
            StateCheck states = StateCheck.of(feed.states(), rows.all());
            rows.deleteAll();
            servers.deleteTopics(outputs.all());
            return new Round(
                    options.messages() / seconds,
                    cpuNanos / 1e3 / options.messages(),
                    new RunSummary("injected", feed.injected(), found, states));
        }
    }

    private Map<String, String> jobOptions(OutputTopics outputs) {
        Map<String, String> job = new TreeMap<>(outputs.jobOptions());
        job.put("kafka.bootstrap-servers", servers.kafkaAddress());
        job.put("redis.uri", servers.redisUri().toString());
        job.put("source.ticks.topics", INPUT);
        job.put("source.ticks.exchange-field", "/exchange");
        job.put("source.ticks.symbol-field", "/symbol");
        job.put("source.ticks.sequence-field", "/sequence");
        job.put("source.ticks.timestamp-field", "/timestamp");
        job.put("source.ticks.start", "earliest");
        job.put("source.ticks.bounded", "true");
        return job;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private record Round(double rate, double cpuMicros, RunSummary summary) {}
}
