package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.flow.sink.GuardedCommitter;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.testing.ExpectedOutput;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of exactly-once outputs when the broker aborts a transaction of the job. */
class TransactionTimeoutITCase {

    @RegisterExtension
    private static final Servers SERVERS =
            new Servers()
                    .withKafka(
                            () ->
                                    EmbeddedKafka.builder()
                                            .property(
                                                    "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                                                    "100"))
                    .withRedis(() -> EmbeddedRedis.builder().syncEveryWrite())
                    .withFlink(2);

    @TempDir private Path directory;

    /**
     * While Redis is unavailable no checkpoint completes, and what was written before waits for
     * one. Dead letters pass their sink's barriers meanwhile, to checkpoints that expire.
     */
    @Test
    void losesAndRepeatsNothingWhenRedisIsAwayForLongerThanTheTimeout() throws Exception {
        TrackedFeed feed = feed("timeout-before", Duration.ofSeconds(5));
        feed.produceNumbers(0, "A", 1, 2);
        RunningJob job =
                submit(
                        configuration(Duration.ofMillis(500))
                                .set(
                                        CheckpointingOptions.CHECKPOINTING_TIMEOUT,
                                        Duration.ofSeconds(1)),
                        feed);
        feed.awaitSequenced();
        feed.assertRows();
        SERVERS.redis().kill();
        try {
            // Its key is known, so it is written; nothing comes after it.
            feed.produceNumbers(0, "A", 7);
            feed.produceUnreadable();
            awaitOpenTransaction(feed, "gaps");
            // Each after half of the timeout.
            assertThat(job.awaitRestarts(3)).contains("no checkpoint has completed for");
            assertThat(feed.output("sequenced")).hasSize(2);
            assertThat(feed.output("dead-letters")).isEmpty();
        } finally {
            SERVERS.redis().start();
        }

        feed.assertOutput();
        feed.assertRows();
        assertThat(job.total(GuardedCommitter.TRANSACTIONS_LOST)).isZero();
    }

    /**
     * A savepoint commits nothing, and a job that dies before it has committed its last checkpoint
     * leaves the same: transactions that only a job that goes on from there commits. This states
     * the limit.
     */
    @Test
    void tellsOfWhatIsLostWhenTheJobIsAwayForLongerThanTheTimeout() throws Exception {
        TrackedFeed feed = feed("timeout-after", Duration.ofSeconds(20));
        Path savepoint = cancelWithOpenTransactions(feed);
        awaitNoOpenTransaction(feed, "sequenced");
        awaitNoOpenTransaction(feed, "gaps");

        RunningJob second = submit(restoring(savepoint), feed);
        feed.produceNumbers(0, "A", 8, 10);

        feed.awaitOutput("sequenced", 4);
        assertThat(feed.output("sequenced"))
                .extracting(ExpectedOutput::id)
                .containsExactly(id(0), id(1), id(3), id(4));
        feed.awaitOutput("gaps", 1);
        assertThat(feed.output("gaps")).hasSize(1);
        // State has what was read: neither is 8 a gap, nor is the row without the lost one.
        feed.assertRows();
        assertThat(second.total(GuardedCommitter.TRANSACTIONS_LOST)).isEqualTo(2);
    }

    @Test
    void losesAndRepeatsNothingWhenTheJobIsBackWithinTheTimeout() throws Exception {
        TrackedFeed feed = feed("timeout-within", Duration.ofMinutes(15));
        Path savepoint = cancelWithOpenTransactions(feed);

        RunningJob second = submit(restoring(savepoint), feed);
        feed.produceNumbers(0, "A", 8, 10);

        feed.assertOutput();
        feed.assertRows();
        assertThat(second.total(GuardedCommitter.TRANSACTIONS_LOST)).isZero();
    }

    /** The connector gives these up too, and with good reason. */
    @Test
    void tellsNothingOfWhatHadBeenCommittedAndWhoseIdWasUsedAgain() throws Exception {
        TrackedFeed feed = feed("timeout-again", Duration.ofMinutes(60));
        feed.produceNumbers(0, "A", 1);
        RunningJob first = submit(neverCheckpointed(), feed);
        String id = awaitOpenTransaction(feed, "sequenced");
        Path savepoint = first.savepoint(directory);
        first.checkpoint();
        feed.awaitSequenced();
        awaitNoOpenTransaction(feed, "sequenced");
        awaitUsedAgain(id, first, feed);
        first.cancel();

        RunningJob second = submit(restoring(savepoint), feed);

        Patience.await()
                .untilAsserted(() -> assertThat(second.total("failedCommittables")).isEqualTo(1));
        assertThat(second.total(GuardedCommitter.TRANSACTIONS_LOST)).isZero();
    }

    /** An id is free for another transaction from the next checkpoint on. */
    private static void awaitUsedAgain(String id, RunningJob job, TrackedFeed feed) {
        AtomicInteger number = new AtomicInteger(1);
        Patience.await()
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> {
                            if (feed.openTransactions("sequenced").contains(id)) {
                                return true;
                            }
                            job.checkpoint();
                            feed.produceNumbers(0, "A", number.incrementAndGet());
                            return false;
                        });
    }

    @Test
    void refusesATimeoutThatCheckpointsDoNotKeep() {
        TrackedFeed feed = feed("timeout-short", Duration.ofSeconds(20));

        assertThatThrownBy(() -> submit(configuration(Duration.ofSeconds(10)), feed))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining(
                        "kafka.properties.transaction.timeout.ms: 20000 ms is too short")
                .hasMessageContaining("execution.checkpointing.interval, 10000 ms");
    }

    /** Between two checkpoints, with a record and an event that none has committed. */
    private Path cancelWithOpenTransactions(TrackedFeed feed) throws Exception {
        feed.produceNumbers(0, "A", 1, 2);
        RunningJob first = submit(configuration(Duration.ofSeconds(9)), feed);
        feed.awaitSequenced();
        feed.produceNumbers(0, "A", 7);
        awaitOpenTransaction(feed, "sequenced");
        awaitOpenTransaction(feed, "gaps");
        Path savepoint = first.savepoint(directory);
        first.cancel();
        assertThat(feed.output("sequenced"))
                .as("committed before the job was cancelled")
                .hasSize(2);
        return savepoint;
    }

    private static String id(int ordinal) {
        return "timeout-after-single#" + ordinal;
    }

    private static TrackedFeed feed(String name, Duration timeout) {
        TrackedFeed feed = SERVERS.feed(name, 1, 1).exactlyOnce();
        feed.options()
                .put("redis.timeout", "500 ms")
                .put("kafka.properties.transaction.timeout.ms", Long.toString(timeout.toMillis()));
        return feed;
    }

    private static RunningJob submit(Configuration configuration, TrackedFeed feed)
            throws Exception {
        return SERVERS.flink().submit(configuration, 1, feed.options().arguments());
    }

    private static Configuration configuration(Duration checkpointInterval) {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100)
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                        Duration.ofMillis(200))
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    }

    /** Only when it is asked to. */
    private static Configuration neverCheckpointed() {
        Duration never = Duration.ofMinutes(29);
        return configuration(never)
                // Else the first may come as soon as the job runs.
                .set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, never);
    }

    private static Configuration restoring(Path savepoint) {
        return configuration(Duration.ofMillis(500))
                .set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    }

    /** The id of the one that is open. */
    private static String awaitOpenTransaction(TrackedFeed feed, String output) {
        return Patience.await()
                .until(() -> feed.openTransactions(output), open -> open.size() == 1)
                .iterator()
                .next();
    }

    private static void awaitNoOpenTransaction(TrackedFeed feed, String output) {
        Patience.await().until(() -> feed.openTransactions(output).isEmpty());
    }
}
