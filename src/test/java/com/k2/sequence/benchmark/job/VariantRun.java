package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Allocation;
import com.k2.sequence.benchmark.measure.ProcessorTime;
import com.k2.sequence.benchmark.measure.RedisCounters;
import com.k2.sequence.demo.check.OutputReader;
import com.k2.sequence.demo.check.OutputTally;
import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.demo.check.RedisRows;
import com.k2.sequence.demo.check.RunSummary;
import com.k2.sequence.demo.check.StateCheck;
import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.testing.RunningJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.RedisClient;

/**
 * Runs a variant over all messages of the input topic, to topics of its own that are gone
 * afterwards, and checks what it has written.
 */
final class VariantRun {

    private final JobBenchmarkOptions options;
    private final BenchmarkPlace place;
    private final String input;
    private final FaultInjector feed;
    private final RedisClient redis;
    private int runs;

    /**
     * @param feed from which the input topic was written
     */
    VariantRun(
            JobBenchmarkOptions options,
            BenchmarkPlace place,
            String input,
            FaultInjector feed,
            RedisClient redis) {
        this.options = options;
        this.place = place;
        this.input = input;
        this.feed = feed;
        this.redis = redis;
    }

    /** What a run has cost, and a sentence for each thing that is not as it should be. */
    record Result(RunFigures figures, List<String> differences) {}

    Result run(Variant variant) throws Exception {
        OutputTopics outputs = new OutputTopics("benchmark." + variant.word() + '-' + ++runs);
        place.servers().createTopics(outputs.all(), options.partitions(), Map.of());
        // What earlier runs and checks have left is not this one's.
        System.gc();
        RunFigures figures = measure(variant, outputs);
        List<String> differences = differences(variant, outputs);
        place.servers().deleteTopics(outputs.all());
        return new Result(figures, differences);
    }

    /** From the moment the source begins to read until all is written and the job has ended. */
    private RunFigures measure(Variant variant, OutputTopics outputs) throws Exception {
        Map<String, String> job = new TreeMap<>(options.jobOptions());
        job.put("source.ticks.bounded", "true");
        RunningJob running = place.start(variant, input, outputs, job);
        running.awaitReading();
        try (Allocation allocation = Allocation.start()) {
            RedisCounters redisBefore = RedisCounters.read(redis);
            long cpuBefore = ProcessorTime.ofThisJvm();
            double seconds = running.awaitEnd().toNanos() / 1e9;
            long cpu = ProcessorTime.ofThisJvm() - cpuBefore;
            long allocated = allocation.bytes();
            RedisCounters counted = RedisCounters.read(redis).since(redisBefore);
            double messages = options.messages();
            return new RunFigures(
                    messages / seconds,
                    cpu / 1e3 / messages,
                    counted.cpuSeconds() * 1e6 / messages,
                    counted.commands() / messages,
                    allocated / messages);
        }
    }

    private List<String> differences(Variant variant, OutputTopics outputs)
            throws InterruptedException {
        if (variant == Variant.WHOLE) {
            return summary(outputs).differences();
        }
        if (!variant.writes()) {
            return List.of();
        }
        long found =
                RecordCount.of(
                        place.servers().kafkaAddress(),
                        List.of(outputs.sequenced(), outputs.deadLetters()));
        return found == options.messages()
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "%s: %,d messages expected, %,d found",
                                variant.title(),
                                options.messages(),
                                found));
    }

    private RunSummary summary(OutputTopics outputs) throws InterruptedException {
        try (OutputReader reader = new OutputReader(place.servers().kafkaAddress(), outputs);
                RedisRows rows = new RedisRows(place.servers().redisUri())) {
            OutputTally found = reader.finish();
            StateCheck states = StateCheck.of(feed.states(), rows.all());
            rows.deleteAll();
            return new RunSummary("injected", feed.injected(), found, states);
        }
    }
}
