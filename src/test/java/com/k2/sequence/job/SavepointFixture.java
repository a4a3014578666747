package com.k2.sequence.job;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.FlinkInJvm;
import com.k2.sequence.testing.server.RunningJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;

/**
 * Takes the savepoint that later versions must restore, {@code
 * src/test/resources/savepoints/VERSION}. Run once for each release, with that folder as the only
 * argument, and never again: what a version wrote is what its users have.
 *
 * <p>Beside the savepoint stands {@code rows.tsv}: what the job that took it had left in Redis.
 */
final class SavepointFixture {

    /** The name of the feed, its topics, consumer group and keys. */
    static final String FEED = "fixture";

    /** A key that its job found in Redis, so that it has a base. */
    static final String ADOPTED = "ADOPTED";

    /** A key that its job met first. */
    static final String NEW = "NEW";

    /** The last number of each key in the savepoint. */
    static final long LAST = 12;

    static final String ROWS = "rows.tsv";

    private SavepointFixture() {}

    public static void main(String[] args) throws Exception {
        Path fixture = Path.of(args[0]);
        if (Files.exists(fixture)) {
            throw new IllegalArgumentException(fixture + " is there already");
        }
        Path taken = Files.createTempDirectory("savepoint-fixture-");
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                EmbeddedRedis redis = EmbeddedRedis.builder().start();
                FlinkInJvm flink = new FlinkInJvm(1)) {
            TrackedFeed feed = feed(kafka, redis);
            produceForEarlierJob(feed);
            RunningJob earlier = submit(flink, feed);
            feed.awaitSequenced();
            earlier.checkpoint();
            feed.awaitCommittedOffsets();
            earlier.cancel();
            produceForItsJob(feed);
            RunningJob job = submit(flink, feed);
            feed.awaitSequenced();
            Path savepoint = job.stop(taken);
            copy(savepoint, fixture);
            writeRows(feed.rows(), fixture.resolve(ROWS));
        }
    }

    /** The feed on servers that know nothing of it. */
    static TrackedFeed feed(EmbeddedKafka kafka, EmbeddedRedis redis) {
        return new TrackedFeed(FEED, kafka, redis.uri(), 1, 1);
    }

    /** All messages that the savepoint has behind it: its offsets count them. */
    static void produceAll(TrackedFeed feed) {
        produceForEarlierJob(feed);
        produceForItsJob(feed);
    }

    private static void produceForEarlierJob(TrackedFeed feed) {
        feed.produceNumbers(0, ADOPTED, 1, 2, 5);
    }

    private static void produceForItsJob(TrackedFeed feed) {
        feed.produceNumbers(0, ADOPTED, 6, 10, LAST);
        feed.produceNumbers(0, NEW, 11, LAST, LAST);
    }

    private static RunningJob submit(FlinkInJvm flink, TrackedFeed feed) throws Exception {
        Configuration configuration =
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        return flink.submit(configuration, 1, feed.options().arguments());
    }

    /** A line for each field: symbol, field, value. */
    private static void writeRows(Map<Key, Map<String, String>> rows, Path file)
            throws IOException {
        Files.write(
                file,
                rows.entrySet().stream()
                        .flatMap(
                                row ->
                                        row.getValue().entrySet().stream()
                                                .map(
                                                        field ->
                                                                String.join(
                                                                        "\t",
                                                                        row.getKey().symbol(),
                                                                        field.getKey(),
                                                                        field.getValue())))
                        .sorted()
                        .toList());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
