package com.k2.sequence.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.Jedis;

/** One chaos run, from the start of the servers to the comparison. */
final class ChaosRun {

    private static final Duration CATCH_UP = Duration.ofMinutes(10);
    private static final long STEP_MILLIS = 200;

    private final ChaosOptions options;
    private final PrintStream out;

    /**
     * @param out where it says what happens
     */
    ChaosRun(ChaosOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs; nothing is left behind when it returns or throws.
     *
     * @throws AssertionError if the job does not recover, or can't be stopped
     */
    ChaosReport run() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("chaos-");
        try (ChaosCluster cluster = ChaosCluster.start(options);
                JobWatch watch = new JobWatch()) {
            Path yaml =
                    ChaosJob.write(
                            options, cluster.kafka(), cluster.redis(), folder.resolve("job.yaml"));
            ChaosJob job = new ChaosJob(cluster.flink(), watch, options.jobJar(), yaml);
            return run(cluster, job, watch);
        } finally {
            FileUtils.deleteQuietly(folder.toFile());
        }
    }

    private ChaosReport run(ChaosCluster cluster, ChaosJob job, JobWatch watch)
            throws IOException, InterruptedException, ExecutionException {
        ChaosFeed feed =
                new ChaosFeed(
                        options.seed(),
                        ChaosCluster.PARTITIONS,
                        options.keys(),
                        options.messages());
        FaultDriver driver =
                new FaultDriver(cluster, job, watch, options.largestParallelism(), out);
        job.start(2);
        cluster.flink().awaitCheckpoints(job.id(), 1, FaultDriver.PATIENCE);
        out.println("The job runs; its web UI is at " + cluster.flink().restUrl());
        try (Feeder feeder =
                new Feeder(
                        cluster.kafka().bootstrapServers(),
                        feed,
                        options.messages(),
                        options.duration())) {
            feeder.start();
            driver.run(
                    new FaultSchedule(options.seed(), kinds()),
                    options.duration(),
                    options.faults(),
                    feeder::throwIfFailed);
            out.println("No more faults; waiting for the end of the feed");
            feeder.awaitEnd();
            // What Redis has lost of a key is whole again at the key's next message.
            feeder.sendOneOfEachKey();
        }
        awaitCaughtUp(cluster, watch);
        job.stop();
        out.println("The job has caught up and is stopped; comparing");
        return compare(cluster, feed.produced(), driver.log(), watch.recoveries());
    }

    private List<FaultKind> kinds() {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> !options.isExactlyOnce() || kind.keepsExactlyOnce())
                .toList();
    }

    /** Waits until Kafka has learnt of offsets at the end of the input. */
    private static void awaitCaughtUp(ChaosCluster cluster, JobWatch watch)
            throws InterruptedException, ExecutionException {
        Instant deadline = Instant.now().plus(CATCH_UP);
        try (Admin admin = cluster.kafka().admin()) {
            while (lag(admin) > 0) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError(
                            "the job is "
                                    + lag(admin)
                                    + " messages behind after "
                                    + CATCH_UP
                                    + ": "
                                    + watch.lastFailure());
                }
                Thread.sleep(STEP_MILLIS);
            }
        }
    }

    private static long lag(Admin admin) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                admin.listConsumerGroupOffsets(ChaosJob.GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get();
        long lag = 0;
        for (int partition = 0; partition < ChaosCluster.PARTITIONS; partition++) {
            TopicPartition of = new TopicPartition(ChaosFeed.TOPIC, partition);
            long end =
                    admin.listOffsets(Map.of(of, OffsetSpec.latest()))
                            .partitionResult(of)
                            .get()
                            .offset();
            OffsetAndMetadata at = committed.get(of);
            lag += end - (at == null ? 0 : at.offset());
        }
        return lag;
    }

    private ChaosReport compare(
            ChaosCluster cluster, int messages, FaultLog faults, int recoveries) {
        TopicScan scan = new TopicScan(cluster.kafka().bootstrapServers());
        Expectations expectations = Expectations.read(scan, messages);
        List<OutputCheck.Result> results = new ArrayList<>();
        for (String output : ChaosJob.OUTPUTS) {
            results.add(OutputCheck.of(scan, output, expectations, options.isExactlyOnce()));
        }
        try (Jedis redis = new Jedis(cluster.redis().uri())) {
            results.add(RedisCheck.of(redis, expectations.states()));
        }
        return new ChaosReport(
                faults,
                recoveries,
                expectations.messages(),
                expectations.copies(),
                options.isExactlyOnce(),
                results);
    }
}
