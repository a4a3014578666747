package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.k2.sequence.check.KafkaFindings;
import com.k2.sequence.check.PriorState;
import com.k2.sequence.check.SinkTopicCheck;
import com.k2.sequence.check.StartupCheck;
import com.k2.sequence.config.JobSettings;
import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StartupCheckITCase {

    /** Far longer than it takes, and far shorter than for ever. */
    @TempDir private Path storage;

    @RegisterExtension
    private static final Servers SERVERS =
            new Servers()
                    .withKafka(
                            () ->
                                    EmbeddedKafka.builder()
                                            .property("transaction.max.timeout.ms", "60000"))
                    .withRedis(() -> EmbeddedRedis.builder().password("right"));

    @BeforeAll
    static void startServers() throws IOException {
        SERVERS.kafka().createTopic("trades", 1);
        SERVERS.kafka().createTopic("small", 1, Map.of("max.message.bytes", "20000"));
    }

    @Test
    void passesWhereAllIsThere() {
        assertThat(deadLetterBytes(Map.of())).isEqualTo(1_024_000);
    }

    @Test
    void asksHowMuchTheTopicOfDeadLettersTakes() {
        assertThat(deadLetterBytes(Map.of("sink.dead-letters.topic", "small"))).isEqualTo(20_000);
    }

    @Test
    void cutsDeadLettersToWhatAProducerSends() {
        assertThat(
                        deadLetterBytes(
                                Map.of(
                                        "sink.dead-letters.topic", "small",
                                        "sink.max-record-size", "1 kb",
                                        "kafka.properties.max.request.size", "9000")))
                .isEqualTo(9_000);
    }

    @Test
    void tellsThatNoBrokerAnswers() {
        String absent = "localhost:" + FreePorts.next();

        assertRefused(Map.of("kafka.bootstrap-servers", absent, "startup.timeout", "2 s"))
                .hasMessageContaining(
                        "kafka.bootstrap-servers: no answer from " + absent + " within 2 s");
    }

    @Test
    void tellsThatABrokersNameIsUnknown() {
        assertRefused(Map.of("kafka.bootstrap-servers", "no-such-host.invalid:9092"))
                .hasMessageContaining("kafka.bootstrap-servers: asking no-such-host.invalid:9092")
                .hasMessageContaining("No resolvable bootstrap urls");
    }

    @Test
    void tellsThatRedisDoesNotAnswer() {
        String absent = "redis://localhost:" + FreePorts.next();

        assertRefused(Map.of("redis.uri", absent))
                .hasMessageContaining("redis.uri: could not use Redis at " + absent);
    }

    @Test
    void tellsOfAWrongPasswordWithoutShowingIt() {
        assertRefused(Map.of("redis.uri", "redis://:topsecret@localhost:" + SERVERS.redis().port()))
                .hasMessageContaining("redis.uri: could not use Redis at redis://localhost:")
                .hasMessageContaining("password")
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void tellsOfBothServersAtOnce() {
        assertRefused(
                        Map.of(
                                "kafka.bootstrap-servers", "localhost:" + FreePorts.next(),
                                "redis.uri", "redis://localhost:" + FreePorts.next(),
                                "startup.timeout", "2 s"))
                .hasMessageContainingAll("these 2:", "kafka.bootstrap-servers: ", "redis.uri: ");
    }

    @Test
    void namesEachTopicThatIsAbsent() {
        assertRefused(
                        Map.of(
                                "source.trades.topics", "trades,absent-in",
                                "control.topic", "absent-control",
                                "sink.gaps.topic", "absent-out"))
                .hasMessageContaining("control.topic: topic 'absent-control' does not exist")
                .hasMessageContaining("source.trades.topics: topic 'absent-in' does not exist")
                .hasMessageContaining("sink.gaps.topic: topic 'absent-out' does not exist")
                .hasMessageContaining("auto.create.topics.enable is false");
    }

    @Test
    void letsAPatternWaitForItsTopics() {
        Map<String, String> values = new HashMap<>(working());
        values.remove("source.trades.topics");
        values.put("source.trades.topic-pattern", "later\\..*");

        assertThat(StartupCheck.run(SettingsReader.read(values)).deadLetterBytes()).isPositive();
    }

    @Test
    void findsTheEndsOfTheTopicsThatAreReadFromThere() {
        SERVERS.kafka().createTopic("ends.a", 2);
        SERVERS.kafka().createTopic("ends.b", 1);
        new Topics(SERVERS.kafka().bootstrapServers())
                .produceLines("ends.a", List.of(new byte[1], new byte[1]));
        Map<String, String> values = new HashMap<>(working());
        values.remove("source.trades.topics");
        values.put("source.trades.topic-pattern", "ends\\..*");
        values.put("source.trades.start", "latest");
        Map<TopicPartition, Long> ends =
                Map.of(
                        new TopicPartition("ends.a", 0), 2L,
                        new TopicPartition("ends.a", 1), 0L,
                        new TopicPartition("ends.b", 0), 0L);

        assertThat(StartupCheck.run(SettingsReader.read(values)).ends()).isEqualTo(ends);

        values.put("source.trades.start", "earliest");
        assertThat(StartupCheck.run(SettingsReader.read(values)).ends()).isEmpty();
        values.put("startup.check", "false");
        assertThat(StartupCheck.run(SettingsReader.read(values)).ends()).isNull();
    }

    @Test
    void findsWhereCommandsAreReadFrom() throws Exception {
        SERVERS.kafka().createTopic("commands", 2);
        new Topics(SERVERS.kafka().bootstrapServers())
                .produceLines("commands", List.of(new byte[1], new byte[1], new byte[1]));
        Map<String, String> values = new HashMap<>(working());
        assertThat(StartupCheck.run(SettingsReader.read(values)).commandsFrom()).isNull();
        values.put("control.topic", "commands");
        values.put("kafka.group-id", "commanded");
        TopicPartition read = new TopicPartition("commands", 0);
        TopicPartition unread = new TopicPartition("commands", 1);
        assertThat(StartupCheck.run(SettingsReader.read(values)).commandsFrom())
                .isEqualTo(Map.of(read, 3L, unread, 0L));

        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SERVERS.kafka().bootstrapServers()))) {
            admin.alterConsumerGroupOffsets("commanded", Map.of(read, new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }

        assertThat(StartupCheck.run(SettingsReader.read(values)).commandsFrom())
                .isEqualTo(Map.of(read, 1L, unread, 0L));
    }

    @Test
    void refusesRecordsLargerThanTheSequencedTopicTakes() {
        assertRefused(Map.of("sink.sequenced.topic", "small"))
                .hasMessageContaining("sink.max-record-size: needs 1028096 bytes a record")
                .hasMessageContaining("topic 'small', which takes 20000")
                .hasMessageContaining("at most 15904 b");
    }

    /** Records come without keys, and a compacted topic takes none of these. */
    @Test
    void refusesCompactedTopicsWhereRecordsGo() {
        SERVERS.kafka().createTopic("compacted.a", 1, Map.of("cleanup.policy", "compact"));
        SERVERS.kafka().createTopic("compacted.b", 1, Map.of("cleanup.policy", "compact,delete"));

        assertRefused(
                        Map.of(
                                "sink.sequenced.topic", "compacted.a",
                                "sink.dead-letters.topic", "compacted.b"))
                .hasMessageContaining("sink.sequenced.topic: topic 'compacted.a' is compacted")
                .hasMessageContaining("sink.dead-letters.topic: topic 'compacted.b' is compacted")
                .hasMessageContaining("set its cleanup.policy to delete");
        assertThat(deadLetterBytes(Map.of("sink.gaps.topic", "compacted.a"))).isPositive();
    }

    @Test
    void warnsOfTimesThatTopicsDoNotTake() {
        SERVERS.kafka()
                .createTopic(
                        "narrow",
                        1,
                        Map.of(
                                "message.timestamp.before.max.ms", "5000",
                                "message.timestamp.after.max.ms", "6000"));
        SERVERS.kafka()
                .createTopic("append-time", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        List<String> warnings =
                warningsOf(
                        () ->
                                deadLetterBytes(
                                        Map.of(
                                                "sink.sequenced.topic", "append-time",
                                                "sink.gaps.topic", "small",
                                                "sink.dead-letters.topic", "narrow")));

        assertThat(String.join("\n", warnings))
                .contains("sink.sequenced.topic: topic 'append-time' has message.timestamp.type")
                .contains("sink.gaps.topic: topic 'small' has max.message.bytes 20000")
                .contains("topic 'narrow' has message.timestamp.before.max.ms 5000")
                .contains("topic 'narrow' has message.timestamp.after.max.ms 6000");
    }

    @Test
    void refusesATopicThatHasNoRoomForDeadLetters() {
        SERVERS.kafka().createTopic("tiny", 1, Map.of("max.message.bytes", "1000"));

        assertRefused(Map.of("sink.dead-letters.topic", "tiny"))
                .hasMessageContaining("topic 'tiny' has max.message.bytes 1000")
                .hasMessageContaining("set it to at least 4096");
    }

    private static List<String> warningsOf(Runnable check) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger logger = (Logger) LogManager.getLogger(SinkTopicCheck.class);
        AbstractAppender appender =
                new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
                    @Override
                    public void append(LogEvent event) {
                        lines.add(event.getMessage().getFormattedMessage());
                    }
                };
        appender.start();
        logger.addAppender(appender);
        try {
            check.run();
        } finally {
            logger.removeAppender(appender);
        }
        return lines;
    }

    @Test
    void refusesTransactionsLongerThanTheBrokersAllow() {
        assertRefused(
                        Map.of(
                                "sink.delivery-guarantee", "exactly-once",
                                "sink.transactional-id-prefix", "check"))
                .hasMessageContaining("kafka.properties.transaction.timeout.ms: 900000 ms is more")
                .hasMessageContaining("transaction.max.timeout.ms is 60000");
    }

    @Test
    void showsNoPropertyOfTheClients() {
        assertRefused(
                        Map.of(
                                "kafka.properties.security.protocol", "SASL_PLAINTEXT",
                                "kafka.properties.sasl.mechanism", "PLAIN",
                                "kafka.properties.sasl.jaas.config",
                                        "org.apache.kafka.common.security.plain.PlainLoginModule"
                                                + " required username=\"u\""
                                                + " password=\"topsecret\";"))
                .hasMessageContaining("kafka.bootstrap-servers: ")
                .hasMessageContaining("kafka.properties.*")
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void asksNobodyWhereItIsTurnedOff() {
        Map<String, String> nowhere =
                Map.of(
                        "kafka.bootstrap-servers", "localhost:" + FreePorts.next(),
                        "redis.uri", "redis://localhost:" + FreePorts.next(),
                        "startup.check", "false");

        assertThat(deadLetterBytes(nowhere)).isEqualTo(1_024_000);
    }

    @Test
    void countsOnBrokersThatCreateTopics() throws IOException {
        try (EmbeddedKafka creating =
                EmbeddedKafka.builder()
                        .property("auto.create.topics.enable", "true")
                        .property("message.max.bytes", "30000")
                        .start()) {
            creating.createTopic("trades", 1);

            assertThat(
                            deadLetterBytes(
                                    Map.of(
                                            "kafka.bootstrap-servers", creating.bootstrapServers(),
                                            "sink.gaps.topic", "new-gaps",
                                            "sink.dead-letters.topic", "new-dead-letters")))
                    .isEqualTo(30_000);
        }
    }

    @Test
    void waitsForAllServersAtTheSameTimeAndNotForRedisTimeout() throws IOException {
        try (EmbeddedRedis hung = EmbeddedRedis.builder().start()) {
            hung.pause();
            long began = System.nanoTime();

            assertRefused(
                            Map.of(
                                    "kafka.bootstrap-servers",
                                    "localhost:" + FreePorts.next(),
                                    "redis.uri",
                                    hung.uri().toString(),
                                    "redis.timeout",
                                    "10 min",
                                    "startup.timeout",
                                    "1 s"))
                    .hasMessageContainingAll(
                            "these 2:",
                            "kafka.bootstrap-servers: ",
                            "redis.uri: ",
                            "startup.timeout is 1000 ms");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Patience.LIMIT);
        }
    }

    @Test
    void goesOnWhereAJobMayHaveState() throws IOException {
        Map<String, String> values = new HashMap<>(working());
        values.put("kafka.bootstrap-servers", "localhost:" + FreePorts.next());
        values.put("redis.uri", "redis://:wrong@localhost:" + SERVERS.redis().port());
        values.put("source.trades.start", "latest");
        values.put("startup.timeout", "1 s");
        JobSettings settings = SettingsReader.read(values);
        PriorState first = prior();

        assertThatThrownBy(() -> StartupCheck.run(settings, first))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining("redis.uri: ");

        Files.createDirectories(storage.resolve("tracker"));
        Files.writeString(storage.resolve("tracker/completedCheckpoint0"), "");
        assertThat(StartupCheck.run(settings, prior()))
                .isEqualTo(KafkaFindings.unasked(settings.sinks()));
    }

    @Test
    void goesOnAtTheFirstStartInAClusterWhereServersAreUnavailableAlone() {
        Map<String, String> values = new HashMap<>(working());
        values.put("redis.uri", "redis://localhost:" + FreePorts.next());
        JobSettings settings = SettingsReader.read(values);

        assertThat(StartupCheck.run(settings, prior()).deadLetterBytes()).isEqualTo(1_024_000);
    }

    /** Of a JobManager with high availability. */
    private PriorState prior() {
        return JobManagerState.of(
                Configuration.fromMap(
                        Map.of(
                                "execution.target", "embedded",
                                "high-availability.type", "zookeeper",
                                "high-availability.cluster-id", "tracker",
                                "high-availability.storageDir", storage.toUri().toString())));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Map<String, String> changed) {
        return assertThatThrownBy(() -> deadLetterBytes(changed))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageStartingWith("The job was not started");
    }

    private static int deadLetterBytes(Map<String, String> changed) {
        Map<String, String> values = new HashMap<>(working());
        values.putAll(changed);
        JobSettings settings = SettingsReader.read(values);
        return assertTimeout(Patience.LIMIT, () -> StartupCheck.run(settings).deadLetterBytes());
    }

    private static Map<String, String> working() {
        return Map.of(
                "kafka.bootstrap-servers", SERVERS.kafka().bootstrapServers(),
                "source.trades.topics", "trades",
                "source.trades.exchange", "asx",
                "source.trades.symbol-field", "/symbol",
                "source.trades.sequence-field", "/seq",
                "redis.uri", "redis://:right@localhost:" + SERVERS.redis().port());
    }
}
