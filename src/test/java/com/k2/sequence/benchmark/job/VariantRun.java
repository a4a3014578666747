package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.ChildJvm;
import com.k2.sequence.benchmark.measure.ProcessorTime;
import com.k2.sequence.benchmark.measure.RedisCounters;
import com.k2.sequence.demo.check.OutputReader;
import com.k2.sequence.demo.check.OutputTally;
import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.demo.check.RedisRows;
import com.k2.sequence.demo.check.RunSummary;
import com.k2.sequence.demo.check.StateCheck;
import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.local.EmbeddedServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.util.IOUtils;
import redis.clients.jedis.RedisClient;

/**
 * Runs a variant over all messages of the input topic, each in a JVM of its own that stays for all
 * rounds, to topics of the run's own that are gone afterwards, and checks what it has written.
 */
final class VariantRun implements AutoCloseable {

    private final JobBenchmarkOptions options;
    private final EmbeddedServers servers;
    private final Path folder;
    private final String input;
    private final FaultInjector feed;
    private final RedisClient redis;
    private final Map<Variant, ChildJvm> jvms = new EnumMap<>(Variant.class);
    private int runs;

    /**
     * @param folder for what the JVMs put on disk
     * @param feed from which the input topic was written
     */
    VariantRun(
            JobBenchmarkOptions options,
            EmbeddedServers servers,
            Path folder,
            String input,
            FaultInjector feed) {
        this.options = options;
        this.servers = servers;
        this.folder = folder;
        this.input = input;
        this.feed = feed;
        this.redis = RedisClient.create(servers.redisUri());
    }

    /** What a run has cost, and a sentence for each thing that is not as it should be. */
    record Result(RunFigures figures, List<String> differences) {}

    Result run(Variant variant) throws Exception {
        OutputTopics outputs = new OutputTopics("benchmark." + variant.word() + '-' + ++runs);
        servers.createTopics(outputs.all(), options.partitions(), Map.of());
        // What earlier checks have left is not this one's.
        System.gc();
        RunFigures figures = measure(variant, outputs);
        List<String> differences = differences(variant, outputs);
        servers.deleteTopics(outputs.all());
        return new Result(figures, differences);
    }

    private RunFigures measure(Variant variant, OutputTopics outputs) throws IOException {
        ChildJvm jvm = jvms.get(variant);
        if (jvm == null) {
            jvm = start(variant);
            jvms.put(variant, jvm);
        }
        send(outputs.prefix(), variant, jvm);
        await(VariantMain.READING, variant, jvm);
        RedisCounters redisBefore = RedisCounters.read(redis);
        long cpuBefore = ProcessorTime.ofThisJvm();
        VariantCost cost = VariantCost.parse(await(VariantMain.COST, variant, jvm));
        long brokerCpu = ProcessorTime.ofThisJvm() - cpuBefore;
        RedisCounters counted = RedisCounters.read(redis).since(redisBefore);
        double messages = options.messages();
        return new RunFigures(
                messages / (cost.nanos() / 1e9),
                cost.cpuNanos() / 1e3 / messages,
                brokerCpu / 1e3 / messages,
                counted.cpuSeconds() * 1e6 / messages,
                counted.commands() / messages,
                cost.allocatedBytes() / messages);
    }

    private ChildJvm start(Variant variant) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        VariantMain.arguments(
                                variant,
                                servers.kafkaAddress(),
                                servers.redisUri(),
                                input,
                                options.parallelism()));
        options.jobOptions()
                .forEach(
                        (key, value) -> {
                            arguments.add(key);
                            arguments.add(value);
                        });
        return ChildJvm.start(folder, options.jvmOptions(), VariantMain.class, arguments);
    }

    private static void send(String line, Variant variant, ChildJvm jvm) throws IOException {
        try {
            jvm.send(line);
        } catch (IOException e) {
            throw new IllegalStateException(variant.title() + " has ended:\n" + jvm.report(), e);
        }
    }

    private static String await(String beginning, Variant variant, ChildJvm jvm)
            throws IOException {
        String line = jvm.await(beginning).orElse(null);
        if (line == null) {
            throw new IllegalStateException(variant.title() + " failed:\n" + jvm.report());
        }
        return line;
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
                        servers.kafkaAddress(),
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
        try (OutputReader reader = new OutputReader(servers.kafkaAddress(), outputs);
                RedisRows rows = new RedisRows(servers.redisUri())) {
            OutputTally found = reader.finish();
            StateCheck states = StateCheck.of(feed.states(), rows.all());
            rows.deleteAll();
            return new RunSummary("injected", feed.injected(), found, states);
        }
    }

    /** Ends the JVMs. */
    @Override
    public void close() {
        IOUtils.closeAllQuietly(jvms.values());
        redis.close();
    }
}
