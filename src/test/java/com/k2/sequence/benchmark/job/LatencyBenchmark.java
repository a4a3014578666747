package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Machine;
import com.k2.sequence.benchmark.measure.ProcessorTime;
import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.demo.check.RedisRows;
import com.k2.sequence.demo.local.EmbeddedServers;
import com.k2.sequence.demo.local.RunFolder;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.tracking.verdict.EventKind;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;

/**
 * Measures how long a message takes through the whole job to its gap event and to Redis, at given
 * rates. The main class of {@code bin/benchmark latency}.
 */
public final class LatencyBenchmark {

    private static final int WRONG_OPTIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** With so many messages a key all keys but one in some hundred thousand have come. */
    private static final int FIRST_MESSAGES_PER_SYMBOL = 12;

    /** A record's timestamp is the time of its append, by the broker. */
    private static final Map<String, String> APPEND_TIME =
            Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private static final String GAP = "gap event readable";
    private static final String ROW = "in Redis";
    private static final String FROM_APPEND = ", from append";
    private static final String ACKNOWLEDGED = "acknowledged";
    private static final String LATE = "generator late";

    private static final long HEAD_START_NANOS = 100_000_000;

    private final LatencyOptions options;
    private final PrintStream out;

    LatencyBenchmark(LatencyOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Exits with 0 if every gap event and every number came. */
    public static void main(String[] args) {
        System.exit(exitCodeOf(args));
    }

    private static int exitCodeOf(String[] args) {
        try (RunFolder folder = RunFolder.open()) {
            if (List.of(args).contains("--help")) {
                System.out.print(LatencyOptions.USAGE);
                return 0;
            }
            LatencyOptions options = LatencyOptions.parse(args);
            folder.takeLog();
            new LatencyBenchmark(options, System.out).run(folder.path());
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("bin/benchmark latency: " + e.getMessage());
            return WRONG_OPTIONS;
        } catch (Exception e) {
            e.printStackTrace();
            return 1;
        }
    }

    /**
     * @param folder for what the servers need on disk
     * @return what was measured
     * @throws org.awaitility.core.ConditionTimeoutException if a gap event or a number never comes
     */
    LatencyReport run(Path folder) throws Exception {
        print("%s", Machine.description());
        print(
                "%,d symbols in %d partitions, parallelism %d, at-least-once; %d rounds of %d s at each"
                        + " rate, after %d s to warm up",
                options.symbols(),
                options.partitions(),
                options.parallelism(),
                options.rounds(),
                options.seconds(),
                options.warmUpSeconds());
        LatencyReport report = new LatencyReport();
        try (EmbeddedServers servers = EmbeddedServers.start(folder);
                VariantJobs jobs =
                        new VariantJobs(
                                servers.kafkaAddress(),
                                servers.redisUri(),
                                folder.resolve("checkpoints"),
                                options.parallelism());
                RedisRows rows = new RedisRows(servers.redisUri())) {
            print("%s", VariantJobs.description(servers.redisUri()));
            for (int round = 1; round <= options.rounds(); round++) {
                for (int rate : options.rates()) {
                    report.add(rate, measure(round, rate, servers, jobs));
                    rows.deleteAll();
                }
            }
        }
        print(
                "%nIn milliseconds from when a message was due; median of %d rounds"
                        + " (smallest–largest):%n",
                options.rounds());
        print("%s", report.text());
        if (options.out() != null) {
            report.write(options);
            print("Written to %s", options.out());
        }
        return report;
    }

    private Map<String, Latencies> measure(
            int round, int rate, EmbeddedServers servers, VariantJobs jobs) throws Exception {
        String input = "latency.ticks-" + rate + '-' + round;
        OutputTopics outputs = new OutputTopics("latency.out-" + rate + '-' + round);
        servers.createTopics(List.of(input), options.partitions(), APPEND_TIME);
        servers.createTopics(outputs.all(), options.partitions(), Map.of());
        RunningJob job = jobs.start(Variant.WHOLE, input, outputs, options.job());
        job.awaitReading();
        try (GapReader gaps = new GapReader(servers.kafkaAddress(), outputs.events(EventKind.GAP));
                RedisProbe redis = new RedisProbe(servers.redisUri(), options.probed(rate));
                PacedFeed feed =
                        new PacedFeed(
                                options.feed(rate), servers.kafkaAddress(), input, gaps, redis)) {
            feed.sendAtOnce((long) FIRST_MESSAGES_PER_SYMBOL * options.symbols());
            awaitAll(gaps, redis);
            return measure(rate, feed, gaps, redis);
        } finally {
            job.cancel();
            servers.deleteTopics(List.of(input));
            servers.deleteTopics(outputs.all());
        }
    }

    private Map<String, Latencies> measure(
            int rate, PacedFeed feed, GapReader gaps, RedisProbe redis) throws Exception {
        long start = System.nanoTime() + HEAD_START_NANOS;
        long from = start + Duration.ofSeconds(options.warmUpSeconds()).toNanos();
        long until = from + Duration.ofSeconds(options.seconds()).toNanos();
        Map<String, Latencies> figures = new LinkedHashMap<>();
        for (String name :
                List.of(GAP, GAP + FROM_APPEND, ROW, ROW + FROM_APPEND, ACKNOWLEDGED, LATE)) {
            figures.put(name, new Latencies(from, until));
        }
        gaps.recordIn(figures.get(GAP), figures.get(GAP + FROM_APPEND));
        redis.recordIn(figures.get(ROW), figures.get(ROW + FROM_APPEND));
        long cpuBefore = ProcessorTime.ofThisJvm();
        feed.send(
                rate,
                start,
                (long) rate * (options.warmUpSeconds() + options.seconds()),
                figures.get(LATE),
                figures.get(ACKNOWLEDGED));
        awaitAll(gaps, redis);
        print(
                "%,7d messages/s: %.2f processors busy in this JVM (job, broker and generator)",
                rate,
                (ProcessorTime.ofThisJvm() - cpuBefore) / (double) (System.nanoTime() - start));
        return figures;
    }

    private static void awaitAll(GapReader gaps, RedisProbe redis) {
        Awaitility.await("every gap event").atMost(PATIENCE).until(gaps::hasAll);
        Awaitility.await("every number in Redis").atMost(PATIENCE).until(redis::hasAll);
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
