package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RedisWithReplica;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Redis dies, and the replica that is promoted in its place has not got its last writes. Whole rows
 * are missing there, and others are of an earlier message.
 */
class RedisFailoverITCase {

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withFlink(2);

    @TempDir private Path directory;
    private RedisWithReplica redis;

    @BeforeEach
    void startRedis() throws IOException {
        redis = RedisWithReplica.start();
    }

    @AfterEach
    void cancelJobs() throws Exception {
        SERVERS.flink().cancelJobs();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall", "continue"})
    void eachKeyIsWholeAtItsNextMessage(String onOutage) throws Exception {
        TrackedFeed feed = feed("failover-" + onOutage);
        feed.options().put("redis.on-outage", onOutage);
        feed.produce(300);
        feed.produceNumbers(0, "BEHIND", 5, 6);
        RunningJob job = submit(feed);
        feed.assertRows();
        awaitAnswers(job);
        redis.holdReplicaBack();
        Map<Key, Map<String, String>> held = feed.rows();
        feed.produce(300);
        feed.produceNumbers(0, "BEHIND", 8, 9);
        feed.produceNumbers(0, "LOST", 20, 22);
        feed.produceNumbers(0, "NEXT", 1, 2);
        feed.assertRows();
        awaitAnswers(job);

        redis.failOver();

        assertThat(feed.rows()).isEqualTo(held);
        feed.produceNumbers(0, "NEXT", 3);
        awaitRow(feed, "NEXT.B", 3);
        // No update is under way any more, and no other key has got one.
        job.checkpoint();
        assertThat(without("NEXT.B", feed.rows())).isEqualTo(held);

        feed.produceNumbers(0, "BEHIND", 10);
        feed.produceNumbers(0, "LOST", 23);
        feed.produce(300);
        feed.assertRows();
        feed.assertOutput();
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.total("redis_updates_ignored")).isZero();
    }

    @Test
    void isExactWhenTheJobIsStartedAgainFromTheCheckpointBefore() throws Exception {
        TrackedFeed feed = feed("failover-checkpoint").exactlyOnce();
        feed.produceNumbers(0, "BEHIND", 1, 2, 3);
        RunningJob job = submit(feed);
        feed.assertRows();
        job.checkpoint();
        feed.awaitSequenced();
        // First met after the checkpoint: the replica's row is the future of the job restarted.
        feed.produceNumbers(0, "AHEAD", 10, 11);
        feed.assertRows();
        redis.holdReplicaBack();
        Map<Key, Map<String, String>> held = feed.rows();
        feed.produceNumbers(0, "BEHIND", 4, 6);
        feed.produceNumbers(0, "AHEAD", 13);
        feed.produceNumbers(0, "LOST", 20, 22);
        feed.assertRows();
        awaitAnswers(job);
        redis.failOver();
        assertThat(feed.rows()).isEqualTo(held);

        job.cancel();
        feed.produceNumbers(0, "LOST", 24);
        submit(feed, configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint()));

        feed.assertRows();
        feed.assertOutput();
    }

    private TrackedFeed feed(String name) {
        TrackedFeed feed = new TrackedFeed(name, SERVERS.kafka(), redis.uri(), 1, 12);
        feed.options().put("redis.timeout", "500 ms");
        return feed;
    }

    private RunningJob submit(TrackedFeed feed) throws Exception {
        return submit(
                feed,
                configuration()
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(5))
                        // Else the first may come as soon as the job runs.
                        .set(
                                CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                                Duration.ofMinutes(5)));
    }

    private static RunningJob submit(TrackedFeed feed, Configuration configuration)
            throws Exception {
        return SERVERS.flink().submit(configuration, 2, feed.options().arguments());
    }

    /** Of a job that does not survive any failure. */
    private Configuration configuration() {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500))
                .set(
                        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
    }

    /** The only one there is. */
    private String checkpoint() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .findAny()
                    .orElseThrow()
                    .getParent()
                    .toUri()
                    .toString();
        }
    }

    /** An update whose answer is on its way when the primary dies is sent again. */
    private static void awaitAnswers(RunningJob job) {
        Patience.await().until(() -> job.total("redis_pending") == 0);
    }

    private static void awaitRow(TrackedFeed feed, String symbol, long number) {
        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(feed.rows().get(new Key("asx", symbol)))
                                        .containsEntry("last_seq", Long.toString(number)));
    }

    private static Map<Key, Map<String, String>> without(
            String symbol, Map<Key, Map<String, String>> rows) {
        Map<Key, Map<String, String>> others = new HashMap<>(rows);
        others.remove(new Key("asx", symbol));
        return others;
    }
}
