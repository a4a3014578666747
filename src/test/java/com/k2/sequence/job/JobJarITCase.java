package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.ExpectedOutput;
import com.k2.sequence.testing.FeedDescription;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.RandomFeed;
import com.k2.sequence.testing.RedisRows;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.FlinkCluster;
import com.k2.sequence.testing.server.FlinkCluster.CommandResult;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The job jar on a real cluster: one JobManager, two TaskManagers, a broker and Redis. */
class JobJarITCase {

    private static final Path JOB_JAR =
            Path.of(System.getProperty("job.jar", "job.jar is not set"));
    private static final int PARTITIONS = 4;
    private static final int INSTRUMENTS = 500;

    @TempDir private Path directory;

    @RegisterExtension
    private static final Servers SERVERS =
            new Servers()
                    .withKafka()
                    .withRedis()
                    .withCluster(
                            () ->
                                    FlinkCluster.builder()
                                            .configuration(
                                                    "execution.checkpointing.interval", "500 ms"));

    private static Topics topics;

    @BeforeAll
    static void startServers() throws IOException {
        assertThat(JOB_JAR).as("the job jar, made by mvn package").isRegularFile();
        topics = new Topics(SERVERS.kafka().bootstrapServers());
    }

    @Test
    void givesEveryMessageTheVerdictOfOneSequentialReader() throws Exception {
        RandomFeed feed = new RandomFeed(1, "bounded.in", PARTITIONS, INSTRUMENTS);
        SERVERS.kafka().createTopic("bounded.in", PARTITIONS);
        topics.produce(feed.next(100_000));
        FeedDescription description = feed.description("ticks");
        JobOptions options = options("bounded", description).put("source.ticks.bounded", "true");

        // The command line has the last word.
        options.put("sink.delivery-guarantee", "at-least-once").put("redis.key-ttl", "1 d");
        CommandResult submitted =
                submit(
                        options,
                        "--sink.delivery-guarantee",
                        "exactly-once",
                        "--redis.key-ttl",
                        "2 h");
        SERVERS.cluster().awaitJobState(submitted.jobId(), "FINISHED", Patience.LIMIT);

        assertOutputs("bounded", description);
        try (Jedis client = new Jedis(SERVERS.redis().uri())) {
            assertThat(client.keys("k2:bounded:*"))
                    .map(client::ttl)
                    .allSatisfy(seconds -> assertThat(seconds).isBetween(1L, 2 * 60 * 60L));
        }
    }

    @Test
    void givesTheSameVerdictsWhenATaskManagerIsKilledMeanwhile() throws Exception {
        RandomFeed feed = new RandomFeed(2, "killed.in", PARTITIONS, INSTRUMENTS);
        SERVERS.kafka().createTopic("killed.in", PARTITIONS);
        FeedDescription description = feed.description("ticks");
        JobOptions options = options("killed", description);
        String job = submit(options).jobId();
        SERVERS.cluster().awaitAllTasksRunning(job, Patience.LIMIT);

        ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();
        try {
            // About 5,000 messages a second, so that there are always some on their way.
            ScheduledFuture<?> feeding =
                    feeder.scheduleAtFixedRate(
                            () -> topics.produce(feed.next(250)), 0, 50, TimeUnit.MILLISECONDS);
            topics.awaitRecords("killed.sequenced", 2_000, Patience.LIMIT);

            SERVERS.cluster().killTaskManager(0);
            SERVERS.cluster().startTaskManager();
            SERVERS.cluster().awaitRestarts(job, 1, Patience.LIMIT);
            SERVERS.cluster().awaitAllTasksRunning(job, Patience.LIMIT);
            SERVERS.cluster()
                    .awaitCheckpoints(
                            job, SERVERS.cluster().completedCheckpoints(job) + 2, Patience.LIMIT);

            assertThat(feeding.isDone()).as("feeding has failed").isFalse();
        } finally {
            feeder.shutdown();
            assertThat(feeder.awaitTermination(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        ExpectedOutput expected = expectedOutput(description);
        topics.awaitRecords("killed.sequenced", expected.sequencedCount(), Patience.LIMIT);
        SERVERS.cluster().stop(job);

        assertOutputs("killed", description);
    }

    private JobOptions options(String name, FeedDescription feed) throws IOException {
        for (String output : JobOptions.OUTPUTS) {
            SERVERS.kafka().createTopic(name + '.' + output, PARTITIONS);
        }
        return JobOptions.shipped()
                .put("startup.timeout", Patience.OPTION)
                .put("kafka.bootstrap-servers", SERVERS.kafka().bootstrapServers())
                .put("kafka.group-id", name)
                .put("redis.uri", SERVERS.redis().uri().toString())
                .put("redis.key-prefix", "k2:" + name)
                .put("sink.transactional-id-prefix", name)
                .outputs(name)
                .feed(feed);
    }

    private CommandResult submit(JobOptions options, String... overrides) throws IOException {
        Path file = options.writeTo(directory.resolve("job.yaml"));
        String[] arguments = new String[overrides.length + 2];
        arguments[0] = "--config";
        arguments[1] = file.toString();
        System.arraycopy(overrides, 0, arguments, 2, overrides.length);
        return SERVERS.cluster().submit(List.of("-p", "2"), JOB_JAR, arguments);
    }

    private static ExpectedOutput expectedOutput(FeedDescription feed) {
        ExpectedOutput expected = new ExpectedOutput();
        expected.read(feed, read(feed.topic()));
        return expected;
    }

    private static void assertOutputs(String name, FeedDescription feed) {
        ExpectedOutput expected = expectedOutput(feed);
        assertThat(expected.deadLetterCount()).as("unreadable messages fed").isPositive();
        expected.assertSequenced(read(name + ".sequenced"));
        expected.assertEvents("GAP", read(name + ".gaps"));
        expected.assertEvents("RESET", read(name + ".resets"));
        expected.assertEvents("DUPLICATE", read(name + ".duplicates"));
        expected.assertEvents("OUT_OF_ORDER", read(name + ".out-of-order"));
        expected.assertDeadLetters(read(name + ".dead-letters"));
        expected.assertRows(RedisRows.read(SERVERS.redis().uri(), "k2:" + name));
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return topics.readOnceCommitted(topic, Patience.LIMIT);
    }
}
