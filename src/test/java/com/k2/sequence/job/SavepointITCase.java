package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A job goes on from what another has left, at any parallelism, as if nothing had been. */
class SavepointITCase {

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(3);

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"hashmap, 2, 2", "hashmap, 1, 3", "rocksdb, 3, 2"})
    void goesOnFromASavepoint(String backend, int before, int after) throws Exception {
        TrackedFeed feed = feed("savepoint-%s-%d-%d".formatted(backend, before, after));
        Configuration configuration = configuration(backend);
        feed.produce(800);
        RunningJob first =
                SERVERS.flink().submit(configuration, before, feed.options().arguments());
        feed.awaitOutput("sequenced", 1);
        // While these are on their way.
        feed.produce(800);
        Path savepoint = first.stop(directory);
        feed.produce(800);

        SERVERS.flink()
                .submit(
                        restoring(savepoint, configuration(backend)),
                        after,
                        feed.options().arguments());

        feed.assertOutput();
        feed.assertRows();
    }

    @ParameterizedTest
    @CsvSource({"hashmap, 3, 1, false", "rocksdb, 2, 3, true"})
    void goesOnFromTheNewestCheckpointOfACancelledJob(
            String backend, int before, int after, boolean unaligned) throws Exception {
        TrackedFeed feed =
                feed("checkpoint-%s-%d-%d-%s".formatted(backend, before, after, unaligned));
        Configuration configuration =
                configuration(backend).set(CheckpointingOptions.ENABLE_UNALIGNED, unaligned);
        feed.produce(800);
        RunningJob first =
                SERVERS.flink().submit(configuration, before, feed.options().arguments());
        feed.awaitOutput("sequenced", 1);
        feed.produce(800);
        first.cancel();
        Path checkpoint = newestCheckpoint();
        feed.produce(800);

        SERVERS.flink()
                .submit(
                        restoring(
                                checkpoint,
                                configuration(backend)
                                        .set(CheckpointingOptions.ENABLE_UNALIGNED, unaligned)),
                        after,
                        feed.options().arguments());

        feed.assertOutput();
        feed.assertRows();
    }

    /** The savepoint has to wait for thousands of updates, in a task whose timers have ended. */
    @Test
    void aStopSendsWhatIsUnsentWithoutTimers() throws Exception {
        TrackedFeed feed = SERVERS.feed("unsent", 3, 60_000);
        feed.options().put("redis.max-lag", "1 h");
        Configuration configuration =
                configuration("hashmap")
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        feed.produce(60_000);
        RunningJob job = SERVERS.flink().submit(configuration, 1, feed.options().arguments());
        feed.awaitSequenced();

        job.stop(directory);

        feed.assertRows();
    }

    @Test
    void takesAnOutputMoreAndOneLess() throws Exception {
        TrackedFeed feed = feed("outputs");
        feed.produceNumbers(0, "A", 1, 2, 3);
        JobOptions withoutGaps = feed.options().copy().remove("sink.gaps.topic");
        RunningJob first =
                SERVERS.flink().submit(configuration("hashmap"), 1, withoutGaps.arguments());
        feed.awaitSequenced();
        Path savepoint = first.stop(directory);
        feed.produceNumbers(0, "A", 6);
        JobOptions withoutResets = feed.options().copy().remove("sink.resets.topic");

        SERVERS.flink()
                .submit(
                        restoring(savepoint, configuration("hashmap"))
                                .set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true),
                        1,
                        withoutResets.arguments());

        feed.assertOutput();
        assertThat(feed.output("gaps")).hasSize(1);
        feed.assertRows();
    }

    @ParameterizedTest
    @MethodSource("savepointsOfEveryVersion")
    void restoresTheSavepointOfEveryVersion(Path savepoint) throws Exception {
        SERVERS.redis().kill();
        SERVERS.redis().startEmpty();
        try (EmbeddedKafka fresh = EmbeddedKafka.builder().start()) {
            TrackedFeed feed = SavepointFixture.feed(fresh, SERVERS.redis());
            SavepointFixture.produceAll(feed);
            SERVERS.flink()
                    .submit(
                            restoring(savepoint, configuration("hashmap")),
                            2,
                            feed.options().arguments());

            feed.produceNumbers(0, SavepointFixture.ADOPTED, SavepointFixture.LAST + 3);
            feed.produceNumbers(0, SavepointFixture.NEW, SavepointFixture.LAST + 4);
            feed.awaitOutput("gaps", 2);

            assertThat(feed.output("gaps"))
                    .extracting(event -> new String(event.value()))
                    .anyMatch(event -> event.contains("\"ADOPTED.B\"") && isGap(event, 13, 15, 2))
                    .anyMatch(event -> event.contains("\"NEW.B\"") && isGap(event, 13, 16, 3));
            assertThat(feed.output("sequenced")).hasSize(2);
            assertKept(savepoint, feed);
            SERVERS.flink().cancelJobs();
        }
    }

    private static boolean isGap(String event, long expected, long actual, long size) {
        return event.contains("\"expected_sequence\":" + expected + ",")
                && event.contains("\"actual_sequence\":" + actual + ",")
                && event.contains("\"gap_size\":" + size + ",");
    }

    /** Lineage and base are those of the savepoint; the gaps go on being counted. */
    private static void assertKept(Path savepoint, TrackedFeed feed) throws IOException {
        Map<String, Map<String, String>> before = new HashMap<>();
        for (String line : Files.readAllLines(savepoint.resolve(SavepointFixture.ROWS))) {
            String[] field = line.split("\t", -1);
            before.computeIfAbsent(field[0], symbol -> new HashMap<>()).put(field[1], field[2]);
        }
        assertThat(before.get("ADOPTED.B").get("base")).isNotEmpty();
        assertThat(before.get("NEW.B").get("base")).isEmpty();
        feed.assertStates();
        Map<Key, Map<String, String>> rows = feed.rows();
        assertThat(rows).hasSameSizeAs(before.keySet());
        rows.forEach(
                (key, row) ->
                        assertThat(row)
                                .as(key.toString())
                                .containsEntry("lineage", before.get(key.symbol()).get("lineage"))
                                .containsEntry("base", before.get(key.symbol()).get("base")));
    }

    static List<Path> savepointsOfEveryVersion() throws IOException, URISyntaxException {
        Path versions = Path.of(SavepointITCase.class.getResource("/savepoints").toURI());
        try (Stream<Path> found = Files.list(versions)) {
            return found.sorted().toList();
        }
    }

    private static TrackedFeed feed(String name) {
        return SERVERS.feed(name, 3, 60).exactlyOnce();
    }

    private Configuration configuration(String backend) {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                .set(StateBackendOptions.STATE_BACKEND, backend)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500))
                .set(
                        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
    }

    private static Configuration restoring(Path savepoint, Configuration configuration) {
        return configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    }

    private Path newestCheckpoint() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(SavepointITCase::lastModified))
                    .orElseThrow()
                    .getParent();
        }
    }

    private static FileTime lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
