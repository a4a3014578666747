package com.k2.sequence.benchmark.engine;

import com.k2.sequence.benchmark.measure.RedisCounters;
import com.k2.sequence.benchmark.measure.RedisServer;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.State;
import com.k2.sequence.testing.RedisRows;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.wire.WireTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import redis.clients.jedis.RedisClient;

/**
 * A Flink cluster in this JVM and a Redis server beside it, in which variants run one after
 * another.
 */
final class Engine implements AutoCloseable {

    /** The job's own default. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(2);

    /** Enough for all of RocksDB's state to stay in memory. */
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(256);

    private final EngineOptions options;
    private final Path folder;
    private final Map<Numbering, Expected> expected;
    private final EmbeddedRedis redis;
    private final RedisClient admin;
    private final MiniCluster cluster;
    private int runs;

    private Engine(
            EngineOptions options,
            Path folder,
            Map<Numbering, Expected> expected,
            EmbeddedRedis redis,
            MiniCluster cluster) {
        this.options = options;
        this.folder = folder;
        this.expected = expected;
        this.redis = redis;
        this.admin = RedisClient.create(redis.uri());
        this.cluster = cluster;
    }

    /**
     * Starts both.
     *
     * @param folder where checkpoints go
     * @param expected of each numbering that a variant has
     */
    static Engine start(EngineOptions options, Path folder, Map<Numbering, Expected> expected)
            throws Exception {
        // Nothing on disk: the disk is not what is measured.
        EmbeddedRedis redis = EmbeddedRedis.builder().appendOnly(false).start();
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(options.parallelism())
                                .setConfiguration(configuration)
                                .withRandomPorts()
                                .build());
        cluster.start();
        return new Engine(options, folder, expected, redis, cluster);
    }

    /** The server beside it, in one line. */
    String redisDescription() {
        return RedisServer.description(admin);
    }

    /**
     * Runs a variant over an empty Redis.
     *
     * @throws IllegalStateException if messages were lost or repeated
     */
    EngineRun run(Variant variant, long messages) throws Exception {
        admin.flushAll();
        System.gc();
        String name = variant.id() + '-' + runs++;
        boolean checks = variant.verdicts() != Variant.Verdicts.NONE;
        RedisCounters before = RedisCounters.read(admin);
        try (Account account =
                Account.open(
                        name,
                        checks ? expected.get(variant.numbering()) : null,
                        options.warmUpNanos())) {
            define(variant, messages, name).execute(name);
            RedisCounters redisTook = RedisCounters.read(admin).since(before);
            if (account.received() != messages) {
                throw new IllegalStateException(
                        variant.title()
                                + " was given "
                                + messages
                                + " messages and has passed on "
                                + account.received());
            }
            return new EngineRun(
                    messages,
                    account.seconds(),
                    account.cpuNanos(),
                    redisTook.cpuSeconds() * 1e9,
                    redisTook.commands(),
                    redisTook.calls("evalsha"),
                    account.allocatedBytes(),
                    account.wrong(),
                    wrongRows(variant, messages),
                    account.latencies());
        }
    }

    private StreamExecutionEnvironment define(Variant variant, long messages, String account) {
        StreamExecutionEnvironment env =
                new TestStreamEnvironment(
                        cluster,
                        configuration(variant),
                        options.parallelism(),
                        List.of(),
                        List.of());
        KeyedStream<SequencedMessage, InstrumentKey> keyed =
                env.fromSource(
                                new EngineSource(
                                        account,
                                        EngineSource.partitions(
                                                options.parallelism(),
                                                options.symbols(),
                                                messages,
                                                options.seed(),
                                                variant.numbering()),
                                        options.rate()),
                                WatermarkStrategy.noWatermarks(),
                                "Generate",
                                WireTypes.SEQUENCED_MESSAGE)
                        .keyBy(SequencedMessage::instrument, WireTypes.INSTRUMENT_KEY);
        variant.tracking()
                .track(keyed, new Setting(redis.uri(), options.maxLag()))
                .sinkTo(new CheckingSink(account));
        return env;
    }

    /** As the job configures itself, but for checkpoints: they come as often as the options say. */
    private Configuration configuration(Variant variant) {
        Configuration configuration = new Configuration();
        configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(
                StateBackendOptions.STATE_BACKEND, variant.usesRocksDb() ? "rocksdb" : "hashmap");
        return configuration;
    }

    private long wrongRows(Variant variant, long messages) {
        if (!variant.keepsRows()) {
            return 0;
        }
        Map<Key, Map<String, String>> rows = RedisRows.read(redis.uri(), variant.rowPrefix());
        return expected.get(variant.numbering()).statesAfter(messages).entrySet().stream()
                .filter(entry -> !isRight(rows.get(entry.getKey()), entry.getValue()))
                .count();
    }

    private static boolean isRight(Map<String, String> row, State state) {
        return row != null
                && row.get("last_seq").equals(state.lastSequence().toString())
                && row.get("gap_count").equals(Integer.toString(state.gapCount()))
                && row.get("reset_count").equals(Integer.toString(state.resetCount()))
                && row.getOrDefault("position", state.position()).equals(state.position());
    }

    @Override
    public void close() throws IOException {
        cluster.closeAsync().join();
        admin.close();
        redis.close();
    }
}
