package com.k2.sequence.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.config.ConfigurationLoader;
import com.k2.sequence.config.JobSettings;
import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.json.JsonMessageDecoder;
import com.k2.sequence.flow.DecodeFunction;
import com.k2.sequence.flow.Feed;
import com.k2.sequence.flow.sink.LimitedSerializer;
import com.k2.sequence.flow.source.KafkaSources;
import com.k2.sequence.operator.FailedRecords;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.RedisRows;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job, and records that a real broker does not take where they belong. */
class RefusedRecordsITCase {

    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final long YESTERDAY = System.currentTimeMillis() - 86_400_000;

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(2);

    private static Topics topics;

    @BeforeAll
    static void startServers() throws Exception {
        topics = new Topics(SERVERS.kafka().bootstrapServers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-least-once", "exactly-once"})
    void aRecordTooLargeForItsTopicIsADeadLetterWhenTheTopicsLimitIsLowered(String guarantee)
            throws Exception {
        String name = "lowered-" + guarantee;
        JobOptions options = options(name).put("sink.delivery-guarantee", guarantee);
        if (guarantee.equals("exactly-once")) {
            options.put("sink.transactional-id-prefix", name);
        }
        RunningJob job = submit(options);
        produce(name, 1, KEY, YESTERDAY, 0);
        topics.awaitRecords(name + ".sequenced", 1, Patience.LIMIT);

        set(name + ".sequenced", "max.message.bytes", "20000");
        produce(name, 2, KEY, YESTERDAY, 50_000);
        produce(name, 3, KEY, YESTERDAY, 0);

        ConsumerRecord<byte[], byte[]> dead =
                topics.awaitRecords(name + ".dead-letters", 1, Patience.LIMIT).get(0);
        assertThat(header(dead, "dead-letter-reason")).isEqualTo("too-large");
        assertThat(header(dead, "dead-letter-message"))
                .contains(name + ".sequenced", "20000 bytes", "max.message.bytes");
        assertThat(header(dead, "dead-letter-offset")).isEqualTo("1");
        assertThat(dead.value()).hasSizeGreaterThan(50_000);
        assertThat(dead.key()).isEqualTo(KEY);
        awaitLastNumber(name, 3);
        assertThat(topics.readToEnd(name + ".gaps", Patience.LIMIT))
                .as("it has been judged")
                .isEmpty();
        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(job.total(LimitedSerializer.RECORDS_REFUSED))
                                        .isPositive());
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        // With what is written from now on no attempt fails.
        produce(name, 4, KEY, YESTERDAY, 60_000);
        topics.awaitRecords(name + ".dead-letters", 2, Patience.LIMIT);
    }

    @Test
    void aRecordOlderThanItsTopicTakesIsADeadLetter() throws Exception {
        String name = "older";
        JobOptions options = options(name);
        set(name + ".sequenced", "message.timestamp.before.max.ms", "3600000");
        set(name + ".dead-letters", "message.timestamp.before.max.ms", "3600000");
        RunningJob job = submit(options);

        produce(name, 1, KEY, YESTERDAY, 0);
        produce(name, 2, KEY, System.currentTimeMillis(), 0);

        ConsumerRecord<byte[], byte[]> dead =
                topics.awaitRecords(name + ".dead-letters", 1, Patience.LIMIT).get(0);
        assertThat(header(dead, "dead-letter-reason")).isEqualTo("invalid-timestamp");
        assertThat(header(dead, "dead-letter-message"))
                .contains("message.timestamp.before.max.ms", "3600000");
        assertThat(header(dead, "dead-letter-timestamp")).isEqualTo(Long.toString(YESTERDAY));
        awaitLastNumber(name, 2);
        assertThat(topics.readToEnd(name + ".sequenced", Patience.LIMIT)).hasSize(1);
        assertThat(job.restarts()).as("known beforehand").isZero();
    }

    @Test
    void aRecordWithoutAKeyIsADeadLetterWhereTheTopicHasBecomeCompacted() throws Exception {
        String name = "compacted";
        RunningJob job = submit(options(name));
        produce(name, 1, null, YESTERDAY, 0);
        topics.awaitRecords(name + ".sequenced", 1, Patience.LIMIT);

        set(name + ".sequenced", "cleanup.policy", "compact");
        set(name + ".dead-letters", "cleanup.policy", "compact");
        produce(name, 2, null, YESTERDAY, 0);

        ConsumerRecord<byte[], byte[]> dead =
                topics.awaitRecords(name + ".dead-letters", 1, Patience.LIMIT).get(0);
        assertThat(header(dead, "dead-letter-reason")).isEqualTo("malformed");
        assertThat(header(dead, "dead-letter-message")).contains("compacted", "cleanup.policy");
        assertThat(new String(dead.key(), UTF_8)).isEqualTo(name + ".in/0@1");
        awaitLastNumber(name, 2);
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }

    /** Here the producer's own memory is too small, which no limit of a topic shows. */
    @Test
    void aRecordThatIsRefusedAgainAndAgainEndsTheJobWithWhatToChange() throws Exception {
        String name = "unforeseen";
        RunningJob job =
                submit(
                        options(name)
                                .put("kafka.properties.batch.size", "1000")
                                .put("kafka.properties.buffer.memory", "20000"));

        produce(name, 1, KEY, YESTERDAY, 50_000);

        assertThatThrownBy(job::awaitEnd)
                .hasStackTraceContaining("The job ends, because topic '" + name + ".sequenced'")
                .hasStackTraceContaining("in each of 3 attempts")
                .hasStackTraceContaining("buffer.memory");
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void saysAtWhichRecordAJobFailsAgainAndAgain() throws Exception {
        String name = "poison";
        JobOptions options = options(name);
        produce(name, 1, KEY, YESTERDAY, 0);
        produce(name, 2, KEY, YESTERDAY, 0);
        JobSettings settings = SettingsReader.read(ConfigurationLoader.load(options.arguments()));
        SourceSettings source = settings.sources().get(0);
        try (LoggedErrors log = new LoggedErrors()) {
            SERVERS.flink()
                    .start(
                            configuration(),
                            1,
                            env -> {
                                SequenceTrackingJob.configure(env);
                                SequenceTrackingJob.decode(
                                                env,
                                                new Feed(
                                                        "feed",
                                                        KafkaSources.source(
                                                                settings.kafka(), source, null),
                                                        new DecodeFunction(
                                                                "feed",
                                                                source.fields(),
                                                                source.unsequenced(),
                                                                1_000_000,
                                                                RefusedRecordsITCase::failingAtTwo,
                                                                false)))
                                        .sinkTo(new DiscardingSink<>());
                            });

            Patience.await().until(() -> !log.lines.isEmpty());

            assertThat(log.lines.peek())
                    .contains(
                            "Decode feed has failed 3 times in a row at the same record:"
                                    + " topic 'poison.in', partition 0, offset 1 ");
        }
    }

    private static MessageDecoder failingAtTwo(FeedFields fields, int maxRecordBytes) {
        MessageDecoder decoder = new JsonMessageDecoder(fields, maxRecordBytes);
        return record -> {
            if (record.position().offset() == 1) {
                throw new IllegalStateException("a fault of the decoder's");
            }
            return decoder.decode(record);
        };
    }

    private static RunningJob submit(JobOptions options) throws Exception {
        return SERVERS.flink().submit(configuration(), 1, options.arguments());
    }

    private static Configuration configuration() {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100)
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                        Duration.ofMillis(200))
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    }

    private static JobOptions options(String name) {
        SERVERS.kafka().createTopic(name + ".in", 1);
        JobOptions.OUTPUTS.forEach(output -> SERVERS.kafka().createTopic(name + '.' + output, 1));
        return new JobOptions()
                .put("kafka.bootstrap-servers", SERVERS.kafka().bootstrapServers())
                .put("kafka.group-id", name)
                .put("redis.uri", SERVERS.redis().uri().toString())
                .put("redis.key-prefix", name)
                .put("source.feed.topics", name + ".in")
                .put("source.feed.exchange", "asx")
                .put("source.feed.symbol-field", "/symbol")
                .put("source.feed.sequence-field", "/seq")
                .outputs(name);
    }

    /** With so many characters that no compression makes fewer. */
    private static void produce(String name, long number, byte[] key, long time, int padding) {
        byte[] random = new byte[padding * 3 / 4];
        new Random(number).nextBytes(random);
        String value =
                "{\"symbol\":\"BHP\",\"seq\":%d,\"pad\":\"%s\"}"
                        .formatted(number, Base64.getEncoder().encodeToString(random));
        topics.produce(
                List.of(new ProducerRecord<>(name + ".in", 0, time, key, value.getBytes(UTF_8))));
    }

    private static void set(String topic, String setting, String value) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SERVERS.kafka().bootstrapServers()))) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(setting, value),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static void awaitLastNumber(String name, long number) {
        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(RedisRows.read(SERVERS.redis().uri(), name).values())
                                        .extracting(row -> row.get("last_seq"))
                                        .containsExactly(Long.toString(number)));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** What is said of records at which jobs fail. */
    private static final class LoggedErrors extends AbstractAppender implements AutoCloseable {

        private final Logger logger = (Logger) LogManager.getLogger(FailedRecords.class);
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        private LoggedErrors() {
            super("errors", null, null, true, Property.EMPTY_ARRAY);
            start();
            logger.addAppender(this);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
        }

        @Override
        public void close() {
            logger.removeAppender(this);
        }
    }
}
