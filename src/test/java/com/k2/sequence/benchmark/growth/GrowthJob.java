package com.k2.sequence.benchmark.growth;

import com.k2.sequence.benchmark.engine.peer.KeyedStatePeer;
import com.k2.sequence.config.TrackingOptions;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.SequenceTrackingOperatorFactory;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.operator.engine.SourceRule;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.redis.RedisSequenceStoreFactory;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.wire.WireTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
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
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/**
 * The job of a case, on a Flink cluster in this JVM: source, shuffle, what checks the messages, and
 * a sink that counts. Set up as the whole job is, with the defaults of its options and with RocksDB
 * as in {@code flink-conf/}. Checkpoints are taken when they are asked for.
 */
final class GrowthJob implements AutoCloseable {

    static final long LINEAGE = 2;

    private static final long STORE_WAIT_MILLIS = 60_000;

    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(512);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final long TIMEOUT_MINUTES = 10;

    private final MiniCluster cluster;
    private final Configuration configuration;
    private JobClient client;

    GrowthJob(GrowthCase measured, Path folder) throws Exception {
        configuration = configuration(measured, folder);
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(measured.parallelism())
                                .setConfiguration(configuration)
                                .withRandomPorts()
                                .build());
        cluster.start();
    }

    private static Configuration configuration(GrowthCase measured, Path folder) {
        Configuration flink = new Configuration();
        flink.set(StateBackendOptions.STATE_BACKEND, measured.backend().flinkName());
        flink.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
        flink.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, NEVER);
        flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, NEVER);
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        flink.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(2));
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        return flink;
    }

    /**
     * @param redis null where the case needs none
     */
    void submit(GrowthCase measured, RedisSettings redis) throws Exception {
        StreamExecutionEnvironment env =
                new TestStreamEnvironment(
                        cluster, configuration, measured.parallelism(), List.of(), List.of());
        KeyedStream<SequencedMessage, InstrumentKey> keyed =
                env.fromSource(
                                new GrowthSource(measured),
                                WatermarkStrategy.noWatermarks(),
                                "Generate",
                                WireTypes.SEQUENCED_MESSAGE)
                        .keyBy(SequencedMessage::instrument, WireTypes.INSTRUMENT_KEY);
        SingleOutputStreamOperator<CheckedRecord> checked =
                measured.isTracked()
                        ? keyed.transform(
                                "Track sequence", WireTypes.CHECKED_RECORD, tracker(redis))
                        : keyed.process(new KeyedStatePeer(), WireTypes.CHECKED_RECORD);
        checked.sinkTo(new VerdictCounter());
        client = env.executeAsync(measured.variant().toString());
    }

    private static SequenceTrackingOperatorFactory tracker(RedisSettings redis) {
        return new SequenceTrackingOperatorFactory(
                new TrackingSettings(
                        List.of(new SourceRule("feed", TrackingRule.DEFAULT)),
                        LINEAGE,
                        OutagePolicy.STALL,
                        TrackingOptions.MAX_WAITING.defaultValue(),
                        TrackingOptions.PIPELINE_SIZE.defaultValue(),
                        TrackingOptions.MAX_LAG.defaultValue().toMillis(),
                        0,
                        STORE_WAIT_MILLIS,
                        TrackingSettings.FOR_EVER,
                        Set.of()),
                new RedisSequenceStoreFactory(redis));
    }

    /** Takes one, and says what it took. */
    CheckpointFigures checkpoint() throws Exception {
        long id =
                cluster.triggerCheckpoint(client.getJobID(), CheckpointType.CONFIGURED)
                        .get(TIMEOUT_MINUTES, TimeUnit.MINUTES);
        CompletedCheckpointStats completed =
                cluster.getExecutionGraph(client.getJobID())
                        .get(TIMEOUT_MINUTES, TimeUnit.MINUTES)
                        .getCheckpointStatsSnapshot()
                        .getHistory()
                        .getLatestCompletedCheckpoint();
        if (completed.getCheckpointId() != id) {
            throw new IllegalStateException("no statistics of checkpoint " + id);
        }
        return CheckpointFigures.of(completed);
    }

    /** Throws what the job has failed with, if it has. */
    void requireRunning() throws Exception {
        CompletableFuture<JobExecutionResult> result = client.getJobExecutionResult();
        if (result.isDone()) {
            result.get();
            throw new IllegalStateException("the job has ended");
        }
    }

    void awaitEnd() throws Exception {
        client.getJobExecutionResult().get(TIMEOUT_MINUTES, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
