package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job with start 'latest' reads all that comes after its submission, whenever it fails first. */
class StartAtTheEndITCase {

    /** Long enough for what a test does meanwhile. */
    private static final Duration RESTART_DELAY = Duration.ofSeconds(15);

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(2);

    @Test
    void readsAllSinceItsSubmissionWhenItStartsAgainBeforeItsFirstCheckpoint() throws Exception {
        TrackedFeed feed = feed("latest");
        RunningJob job = submit(feed, () -> feed.produceNumbers(0, "FIRST", 1, 2, 4));
        feed.awaitOutput("gaps", 1);
        feed.awaitOutput("sequenced", 3);

        startAgainFromNothing(job, feed);

        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(feed.output("sequenced"))
                                        .extracting(StartAtTheEndITCase::symbol)
                                        .containsExactlyInAnyOrder(
                                                "FIRST",
                                                "FIRST",
                                                "FIRST",
                                                "FIRST",
                                                "FIRST",
                                                "FIRST",
                                                "MEANWHILE",
                                                "MEANWHILE",
                                                "ADDED"));
        feed.awaitOutput("gaps", 2);
        assertThat(feed.output("gaps"))
                .hasSize(2)
                .extracting(ConsumerRecord::value)
                .containsOnly(feed.output("gaps").get(0).value());
        assertThat(feed.output("duplicates")).isEmpty();
        assertThat(feed.rows())
                .containsOnlyKeys(
                        new Key("asx", "FIRST.B"),
                        new Key("asx", "MEANWHILE.B"),
                        new Key("asx", "ADDED.B"));
    }

    /** This states the limit. */
    @Test
    void looksForTheEndWhenItRunsWhereTheClientDidNot() throws Exception {
        TrackedFeed feed = feed("latest-unchecked");
        feed.options().put("startup.check", "false");
        submit(feed, () -> feed.produceNumbers(0, "BETWEEN", 1, 2));

        awaitReading(feed, "AFTER");

        assertThat(feed.output("sequenced"))
                .extracting(StartAtTheEndITCase::symbol)
                .doesNotContain("OLD", "BETWEEN");
    }

    /** Appends messages until one is read. */
    private static void awaitReading(TrackedFeed feed, String symbol) {
        AtomicInteger number = new AtomicInteger();
        Patience.await()
                .until(
                        () -> {
                            feed.produceNumbers(0, symbol, number.incrementAndGet());
                            return feed.output("sequenced").stream()
                                    .anyMatch(record -> symbol(record).equals(symbol));
                        });
    }

    private static TrackedFeed feed(String name) {
        TrackedFeed feed = SERVERS.feed(name, 2, 1);
        feed.options()
                .put("source.feed.start", "latest")
                .put("kafka.properties.partition.discovery.interval.ms", "100")
                .put("kafka.properties.request.timeout.ms", "1000")
                .put("kafka.properties.default.api.timeout.ms", "2000");
        return feed;
    }

    private static RunningJob submit(TrackedFeed feed, Runnable meanwhile) throws Exception {
        feed.produceNumbers(0, "OLD", 1, 2);
        return SERVERS.flink()
                .submit(neverCheckpointed(), 2, meanwhile, feed.options().arguments());
    }

    /**
     * Has the job fail as a whole, since a source that can't ask for its partitions is started
     * afresh. Messages come before it is.
     */
    private static void startAgainFromNothing(RunningJob job, TrackedFeed feed) throws Exception {
        SERVERS.kafka().stop();
        Patience.await().until(job::status, JobStatus.RESTARTING::equals);
        SERVERS.kafka().start();
        feed.growTo(3);
        feed.produceNumbers(1, "MEANWHILE", 7, 8);
        feed.produceNumbers(2, "ADDED", 5);
        assertThat(job.status()).isEqualTo(JobStatus.RESTARTING);
    }

    /** Restarts from nothing as long as it is not asked to take a checkpoint. */
    private static Configuration neverCheckpointed() {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100)
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_DELAY)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1))
                // Else the first may come as soon as the job runs.
                .set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofHours(1));
    }

    private static String symbol(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8)
                .replaceAll(".*\"code\":\"([A-Z]+)\".*", "$1");
    }
}
