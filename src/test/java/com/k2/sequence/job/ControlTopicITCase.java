package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Commands on the whole job: they take effect, are acknowledged, and outlive jobs. */
class ControlTopicITCase {

    private static final Key KEY = new Key("asx", "A.B");

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(2);

    @TempDir private Path directory;

    private TrackedFeed feed;

    @Test
    void commandsTakeEffectAreAcknowledgedAndOutliveTheJob() throws Exception {
        feed = SERVERS.feed("control", 1, 1).exactlyOnce();
        SERVERS.kafka().createTopic(topic(), 1);
        command("{'id':'old','command':'CLEAR','exchange':'asx','symbol':'A.B'}");
        RunningJob withoutCommands =
                SERVERS.flink().submit(configuration(), 2, feed.options().arguments());
        feed.produceNumbers(0, "A", 100, 101);
        feed.awaitSequenced();
        Path savepoint = withoutCommands.stop(directory);
        feed.options().put("control.topic", topic());
        RunningJob job =
                SERVERS.flink().submit(restoring(savepoint), 1, feed.options().arguments());

        command(set("first", 500));
        assertAcknowledged("first", "101", "500");
        feed.produceNumbers(0, "A", 501);
        command("no command");
        command("{'id':'second','command':'CLEAR','exchange':'asx','symbol':'A.B'}");
        assertAcknowledged("second", "501", "");
        feed.produceNumbers(0, "A", 7, 8);
        feed.awaitSequenced();
        Path second = job.stop(directory);
        command(set("third", 40));
        SERVERS.flink().submit(restoring(second), 2, feed.options().arguments());
        assertAcknowledged("third", "8", "40");
        feed.produceNumbers(0, "A", 41);

        feed.awaitSequenced();
        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(feed.rows().get(KEY))
                                        .containsEntry("last_seq", "41")
                                        .containsEntry("gap_count", "0"));
        for (String output : TrackedFeed.EVENT_TYPES.keySet()) {
            assertThat(feed.output(output)).as(output).isEmpty();
        }
        feed.awaitOutput("dead-letters", 1);
        assertThat(acknowledgement("old")).isEmpty();
    }

    /** Every task has some of the keys, and both commands reach all. */
    @Test
    void commandsForAllKeysReachThoseWhoseRowsAreGone() throws Exception {
        feed = SERVERS.feed("all", 1, 1);
        SERVERS.kafka().createTopic(topic(), 1);
        feed.options().put("control.topic", topic());
        SERVERS.flink().submit(configuration(), 2, feed.options().arguments());
        List<String> symbols = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J");
        for (String symbol : symbols) {
            feed.produceNumbers(0, symbol, 100);
        }
        feed.awaitSequenced();
        Patience.await().until(() -> feed.rows().size() == symbols.size());

        loseRows();
        command("{'id':'resync','command':'RESYNC','exchange':'*','symbol':'*'}");
        assertShared("resync", symbols.size());
        assertThat(feed.rows()).hasSize(symbols.size());
        assertThat(feed.rows().values())
                .allSatisfy(row -> assertThat(row).containsEntry("last_seq", "100"));

        loseRows();
        command("{'id':'clear','command':'CLEAR_ALL','exchange':'a?x','symbol':'*'}");
        assertShared("clear", symbols.size());
        assertThat(feed.rows()).hasSize(symbols.size());
        assertThat(feed.rows().values())
                .allSatisfy(row -> assertThat(row).containsEntry("last_seq", ""));
        for (String symbol : symbols) {
            feed.produceNumbers(0, symbol, 7);
        }
        feed.awaitSequenced();
        assertThat(feed.output("gaps")).isEmpty();
        assertThat(feed.output("resets")).isEmpty();
    }

    private static void loseRows() {
        try (RedisClient client = RedisClient.create(SERVERS.redis().uri())) {
            client.flushAll();
        }
    }

    private void assertShared(String id, int keys) {
        Patience.await()
                .untilAsserted(
                        () -> {
                            Map<String, String> shares = acknowledgement(id);
                            assertThat(shares).containsEntry("tasks", "2");
                            assertThat(
                                            Integer.parseInt(shares.getOrDefault("keys:1/2", "0"))
                                                    + Integer.parseInt(
                                                            shares.getOrDefault("keys:2/2", "0")))
                                    .isEqualTo(keys);
                        });
    }

    @Test
    void aJobWhoseSourcesEndTakesTheCommandsThereAreAndEnds() throws Exception {
        feed = SERVERS.feed("bounded", 1, 1);
        SERVERS.kafka().createTopic(topic(), 1);
        feed.options().put("source.feed.bounded", "true");
        feed.produceNumbers(0, "A", 100);
        runToItsEnd();
        command(set("only", 500));
        goOnAtTheBeginning();
        feed.options().put("control.topic", topic());

        runToItsEnd();

        assertThat(acknowledgement("only"))
                .containsEntry("before", "100")
                .containsEntry("after", "500");
        assertThat(feed.rows().get(KEY)).containsEntry("last_seq", "500");
    }

    /** As a group whose last job has read no command. */
    private void goOnAtTheBeginning() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SERVERS.kafka().bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            name(),
                            Map.of(new TopicPartition(topic(), 0), new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
    }

    private void runToItsEnd() throws Exception {
        SERVERS.flink()
                .start(
                        configuration(),
                        2,
                        env -> SequenceTrackingJob.define(env, feed.options().arguments()))
                .awaitEnd();
    }

    /** Of the consumer group, and the prefix of the keys in Redis. */
    private String name() {
        return feed.inputTopic().replace(".in", "");
    }

    private String topic() {
        return feed.inputTopic() + ".control";
    }

    private static String set(String id, long last) {
        return "{'id':'%s','command':'SET','exchange':'asx','symbol':'A.B','last_sequence':%d}"
                .formatted(id, last);
    }

    private void command(String json) {
        new Topics(SERVERS.kafka().bootstrapServers())
                .produce(
                        List.of(
                                new ProducerRecord<>(
                                        topic(),
                                        "asx.A.B".getBytes(StandardCharsets.UTF_8),
                                        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
    }

    private void assertAcknowledged(String id, String before, String after) {
        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(acknowledgement(id))
                                        .containsEntry("status", "applied")
                                        .containsEntry("exchange", "asx")
                                        .containsEntry("symbol", "A.B")
                                        .containsEntry("before", before)
                                        .containsEntry("after", after));
    }

    private Map<String, String> acknowledgement(String id) {
        try (RedisClient client = RedisClient.create(SERVERS.redis().uri())) {
            return client.hgetAll(name() + "#control:" + id);
        }
    }

    private static Configuration configuration() {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    }

    private static Configuration restoring(Path savepoint) {
        return configuration()
                .set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    }
}
