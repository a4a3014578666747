package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.RedisServer;
import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.testing.server.FlinkInJvm;
import com.k2.sequence.testing.server.RunningJob;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import redis.clients.jedis.RedisClient;

/** A Flink cluster in this JVM, and the jobs that benchmarks run there. */
final class VariantJobs implements AutoCloseable {

    private final String kafkaAddress;
    private final URI redisUri;
    private final Path checkpoints;
    private final int parallelism;
    private final FlinkInJvm flink;

    /**
     * Starts the cluster.
     *
     * @param checkpoints where jobs put theirs
     * @param parallelism of the jobs
     */
    VariantJobs(String kafkaAddress, URI redisUri, Path checkpoints, int parallelism)
            throws Exception {
        this.kafkaAddress = kafkaAddress;
        this.redisUri = redisUri;
        this.checkpoints = checkpoints;
        this.parallelism = parallelism;
        this.flink = new FlinkInJvm(parallelism);
    }

    /** The Redis server, and how Flink is set up for every job, in one line. */
    static String description(URI redisUri) {
        try (RedisClient redis = RedisClient.create(redisUri)) {
            return RedisServer.description(redis)
                    + "; Flink keeps state on the heap and takes checkpoints every 10 s";
        }
    }

    /**
     * Starts a job; does not wait. It takes checkpoints as often as it does unless set otherwise,
     * every 10 s. It does not restart: a failure is for the reader to see. It ends when all is
     * written: only transactions wait for one more checkpoint, and that for its time to come.
     *
     * @param options the job's own, beside those that name servers, input and outputs
     */
    RunningJob start(
            Variant variant, String input, OutputTopics outputs, Map<String, String> options)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(
                CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH,
                "exactly-once".equals(options.get("sink.delivery-guarantee")));
        Map<String, String> job = new TreeMap<>(outputs.jobOptions());
        job.put("kafka.bootstrap-servers", kafkaAddress);
        job.put("redis.uri", redisUri.toString());
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
    }
}
