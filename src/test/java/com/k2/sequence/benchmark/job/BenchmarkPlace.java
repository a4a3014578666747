package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.RedisServer;
import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.demo.local.EmbeddedServers;
import com.k2.sequence.testing.FlinkInJvm;
import com.k2.sequence.testing.RunningJob;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import redis.clients.jedis.RedisClient;

/**
 * Where benchmarks of the job run: broker, Redis server and one Flink cluster for all of them, on
 * this machine.
 */
final class BenchmarkPlace implements AutoCloseable {

    private final Path folder;
    private final int parallelism;
    private final EmbeddedServers servers;
    private final FlinkInJvm flink;

    private BenchmarkPlace(
            Path folder, int parallelism, EmbeddedServers servers, FlinkInJvm flink) {
        this.folder = folder;
        this.parallelism = parallelism;
        this.servers = servers;
        this.flink = flink;
    }

    /**
     * @param folder for what servers and Flink need on disk
     * @param parallelism of the jobs
     */
    static BenchmarkPlace start(Path folder, int parallelism) throws Exception {
        EmbeddedServers servers = EmbeddedServers.start(folder);
        try {
            return new BenchmarkPlace(folder, parallelism, servers, new FlinkInJvm(parallelism));
        } catch (Exception e) {
            servers.close();
            throw e;
        }
    }

    /** The Redis server, and how Flink is set up for every job, in one line. */
    String description() {
        try (RedisClient redis = RedisClient.create(servers.redisUri())) {
            return RedisServer.description(redis)
                    + "; Flink keeps state on the heap and takes checkpoints every 10 s";
        }
    }

    EmbeddedServers servers() {
        return servers;
    }

    /**
     * Starts a job; does not wait. It takes checkpoints as often as it does unless told otherwise,
     * every 10 s. It does not restart: a failure is for the reader to see.
     *
     * @param options the job's own, beside those that name servers, input and outputs
     */
    RunningJob start(
            Variant variant, String input, OutputTopics outputs, Map<String, String> options)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        Map<String, String> job = new TreeMap<>(outputs.jobOptions());
        job.put("kafka.bootstrap-servers", servers.kafkaAddress());
        job.put("redis.uri", servers.redisUri().toString());
        job.put("source.ticks.topics", input);
        job.put("source.ticks.exchange-field", "/exchange");
        job.put("source.ticks.symbol-field", "/symbol");
        job.put("source.ticks.sequence-field", "/sequence");
        job.put("source.ticks.timestamp-field", "/timestamp");
        job.put("source.ticks.start", "earliest");
        job.putAll(options);
        String[] arguments =
                job.entrySet().stream()
                        .flatMap(option -> Stream.of("--" + option.getKey(), option.getValue()))
                        .toArray(String[]::new);
        return flink.start(configuration, parallelism, env -> variant.define(env, arguments));
    }

    @Override
    public void close() {
        flink.close();
        servers.close();
    }
}
