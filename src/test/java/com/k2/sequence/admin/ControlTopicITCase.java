package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** The commands that go through the control topic; the test answers in place of a job. */
class ControlTopicITCase {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    private static final Servers SERVERS =
            new Servers().withKafka().withRedis(() -> EmbeddedRedis.builder().appendOnly(false));

    private static RowsOnServer rows;
    private static Topics topics;
    private static int tests;

    @TempDir private Path folder;

    private String topic;
    private String config;

    @BeforeAll
    static void startServers() throws IOException {
        rows = new RowsOnServer(SERVERS.redis());
        topics = new Topics(SERVERS.kafka().bootstrapServers());
    }

    @AfterAll
    static void stopServers() {
        rows.close();
    }

    @BeforeEach
    void createTopicAndConfig() throws IOException {
        topic = "control-" + ++tests;
        SERVERS.kafka().createTopic(topic, 3);
        rows.client().flushAll();
        rows.write("k2:seq:asx:BHP", "1005", "2026-01-11T10:00:00Z", 1, 0);
        // A mistake elsewhere in the job's file is in nobody's way.
        config =
                Files.writeString(
                                folder.resolve("tracker.yaml"),
                                String.join(
                                        "\n",
                                        "kafka.bootstrap-servers: "
                                                + SERVERS.kafka().bootstrapServers(),
                                        "control.topic: " + topic,
                                        "redis.uri: " + SERVERS.redis().uri(),
                                        "startup.timeout: " + Patience.OPTION,
                                        "gap.log-threshold: many"))
                        .toString();
    }

    /** Answers so many commands as a job would, whose numbers before were this. */
    private CompletableFuture<List<ConsumerRecord<byte[], byte[]>>> job(
            int commands, String before) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<ConsumerRecord<byte[], byte[]>> records =
                            topics.awaitRecords(topic, commands, Patience.LIMIT);
                    records.forEach(record -> acknowledge(json(record), before));
                    return records;
                });
    }

    private static void acknowledge(JsonNode command, String before) {
        String key = "k2:seq#control:" + command.get("id").asText();
        rows.client()
                .hset(
                        key,
                        Map.of(
                                "status",
                                "applied",
                                "before",
                                before,
                                "after",
                                command.path("last_sequence").asText(""),
                                "checkpoint",
                                "17"));
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void clearsThroughTheJobAndTellsWhatItWas() {
        var job = job(1, "1005");

        AdminRun run = AdminRun.of("clear", "asx", "BHP", "--config", config);

        assertThat(run)
                .isEqualTo(new AdminRun(0, "Cleared asx BHP; it was 1,005 (checkpoint 17).\n", ""));
        ConsumerRecord<byte[], byte[]> record = job.join().get(0);
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("asx.BHP");
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .matches(
                        "\\{\"id\":\"[0-9a-f-]{36}\",\"command\":\"CLEAR\",\"exchange\":\"asx\","
                                + "\"symbol\":\"BHP\"}");
        assertThat(rows.read("k2:seq:asx:BHP")).containsEntry("last_seq", "1005");
    }

    @Test
    void setsThroughTheJobForPrograms() {
        var job = job(1, "");

        AdminRun run =
                AdminRun.of("set", "a x", "B\"H", "9007199254740993", "--json", "--config", config);

        assertThat(run.out())
                .isEqualToIgnoringNewLines(
                        "{\"command\":\"SET\",\"exchange\":\"a x\",\"symbol\":\"B\\\"H\","
                                + "\"before\":null,\"after\":\"9007199254740993\",\"direct\":false,"
                                + "\"checkpoint\":\"17\"}");
        assertThat(run.exitCode()).isZero();
        assertThat(new String(job.join().get(0).value(), StandardCharsets.UTF_8))
                .endsWith(
                        "\"command\":\"SET\",\"exchange\":\"a x\",\"symbol\":\"B\\\"H\","
                                + "\"last_sequence\":9007199254740993}");
    }

    @Test
    void failsWhereTheJobKnewNothingOfTheKey() {
        var job = job(1, "");

        AdminRun run = AdminRun.of("clear", "asx", "BPH", "--config", config);

        assertThat(run.err()).contains("nothing was known of asx BPH");
        assertThat(run.exitCode()).isEqualTo(1);
        job.join();
    }

    @Test
    void saysWhereTheCommandStandsThatNobodyAcknowledges() {
        AdminRun run = AdminRun.of("clear", "asx", "BHP", "--timeout", "300ms", "--config", config);

        assertThat(run.err())
                .containsPattern("the command stands at " + topic + "/[0-2]@0")
                .contains("control.topic " + topic, "redis.key-prefix k2:seq", "--direct");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhereTheCommandStandsWhoseAnswerCantBeRead() throws Exception {
        try (EmbeddedRedis own = EmbeddedRedis.builder().appendOnly(false).start();
                RowsOnServer ownRows = new RowsOnServer(own)) {
            CompletableFuture<Void> rights =
                    CompletableFuture.runAsync(
                            () -> {
                                topics.awaitRecords(topic, 1, Patience.LIMIT);
                                ownRows.client()
                                        .executeCommand(
                                                new CommandArguments(Command.ACL)
                                                        .add("SETUSER")
                                                        .add("default")
                                                        .add("resetkeys"));
                            });

            AdminRun run =
                    AdminRun.of(
                            "clear", "asx", "BHP", "--config", config, "--redis.uri=" + own.uri());

            rights.join();
            assertThat(run.err())
                    .containsPattern("NOPERM.*the command stands at " + topic)
                    .contains("still applies it");
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void tellsAPersonThatItWaits() {
        var job = job(1, "1");

        AdminRun run = AdminRun.answering("", "set", "asx", "BHP", "2", "--config", config);

        assertThat(run.err()).contains("Sent (" + topic, "next checkpoint");
        job.join();
    }

    @Test
    void sendsNothingWhereTheAnswerCouldNotBeRead() {
        AdminRun run =
                AdminRun.of(
                        "clear",
                        "asx",
                        "BHP",
                        "--config",
                        config,
                        "--redis.uri=redis://localhost:" + FreePorts.next());

        assertThat(run.err()).contains("Connection refused");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(topics.readToEnd(topic, Patience.LIMIT)).isEmpty();
    }

    @Test
    void tellsThatThereIsNoSuchTopic() {
        AdminRun run =
                AdminRun.of("clear", "asx", "BHP", "--config", config, "--control.topic=absent");

        assertThat(run.err())
                .contains("control.topic: topic 'absent' does not exist")
                .doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void tellsThatNoBrokerAnswers() {
        String absent = "localhost:" + FreePorts.next();

        AdminRun run =
                AdminRun.of(
                        "clear",
                        "asx",
                        "BHP",
                        "--config",
                        config,
                        "--kafka.bootstrap-servers=" + absent,
                        "-D",
                        "startup.timeout=2 s");

        assertThat(run.err())
                .contains("kafka.bootstrap-servers: no answer from " + absent + " within 2 s")
                .doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** What the job holds by one command, whatever rows there are, and then the others. */
    @Test
    void clearsAllThroughTheJob() {
        for (int i = 0; i < 1_200; i++) {
            rows.write("k2:seq:many:S" + i, "1", "2026-01-11T10:00:00Z", 0, 0);
        }
        // A key of the job's own that is newer than the command.
        rows.write("k2:seq:many:NEW", "1", "2026-01-11T10:00:00Z", 0, 0);
        rows.client().hset("k2:seq:many:NEW", Map.of("lineage", "9", "base", ""));
        var job = shares("5", 1_201);

        AdminRun run = AdminRun.of("clear-all", "--exchange", "many", "--yes", "--config", config);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("Cleared 1,210 keys.\n");
        assertThat(run.exitCode()).isZero();
        List<JsonNode> commands = job.join().stream().map(ControlTopicITCase::json).toList();
        assertThat(commands)
                .filteredOn(command -> command.get("command").asText().equals("CLEAR_ALL"))
                .singleElement()
                .satisfies(
                        command -> {
                            assertThat(command.get("exchange").asText()).isEqualTo("many");
                            assertThat(command.get("symbol").asText()).isEqualTo("*");
                        });
        assertThat(commands)
                .filteredOn(command -> command.get("command").asText().equals("CLEAR"))
                .extracting(command -> command.get("symbol").asText())
                .hasSize(1_200)
                .doesNotHaveDuplicates()
                .doesNotContain("NEW");
    }

    @Test
    void clearsKeysWhoseRowsAreGone() {
        rows.client().flushAll();
        var job = shares("5", 1);

        AdminRun run = AdminRun.of("clear-all", "--yes", "--config", config);

        assertThat(run.out()).isEqualTo("Cleared 10 keys.\n");
        job.join();
    }

    @Test
    void hasAllRowsWrittenAgain() {
        var job = shares("600", 1);

        AdminRun run = AdminRun.of("resync", "--exchange", "asx", "--config", config);

        assertThat(run).isEqualTo(new AdminRun(0, "Sent 1,200 rows again (checkpoint 17).\n", ""));
        assertThat(new String(job.join().get(0).value(), StandardCharsets.UTF_8))
                .matches(
                        "\\{\"id\":\"[0-9a-f-]{36}\",\"command\":\"RESYNC\",\"exchange\":\"asx\","
                                + "\"symbol\":\"\\*\"}");
    }

    @Test
    void waitsForEveryTask() {
        CompletableFuture.runAsync(
                () -> {
                    var command = topics.awaitRecords(topic, 1, Patience.LIMIT).get(0);
                    acknowledgeShare(json(command), 1, "5");
                });

        AdminRun run = AdminRun.of("resync", "--timeout", "2s", "--config", config);

        assertThat(run.err()).contains("the command stands at " + topic);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /**
     * Answers as a job of two tasks would, until there have been so many commands.
     *
     * @param keys that each task says it holds
     */
    private CompletableFuture<List<ConsumerRecord<byte[], byte[]>>> shares(
            String keys, int commands) {
        return CompletableFuture.supplyAsync(
                () -> {
                    JsonNode first = json(topics.awaitRecords(topic, 1, Patience.LIMIT).get(0));
                    acknowledgeShare(first, 1, keys);
                    acknowledgeShare(first, 2, keys);
                    List<ConsumerRecord<byte[], byte[]>> all =
                            topics.awaitRecords(topic, commands, Patience.LIMIT);
                    all.stream()
                            .map(ControlTopicITCase::json)
                            .filter(command -> command.get("command").asText().equals("CLEAR"))
                            .forEach(command -> acknowledge(command, "1"));
                    return all;
                });
    }

    private static void acknowledgeShare(JsonNode command, int task, String keys) {
        rows.client()
                .hset(
                        "k2:seq#control:" + command.get("id").asText(),
                        Map.of(
                                "tasks",
                                "2",
                                "keys:" + task + "/2",
                                keys,
                                "lineage",
                                "9",
                                "control",
                                "1000",
                                "checkpoint",
                                "17"));
    }

    @Test
    void saysThatNoJobClearsAll() {
        AdminRun run = AdminRun.of("clear-all", "--yes", "--timeout", "300ms", "--config", config);

        assertThat(run.err()).contains("the command stands at " + topic);
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
