package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.check.DoctorChecks;
import com.k2.sequence.check.Finding;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.RedisRows;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.SchemaRegistryServer;
import com.k2.sequence.testing.server.Servers;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job on a source in Avro, whose schema changes on the way, beside one in JSON. */
class AvroSourceITCase {

    private static final int MESSAGES = 1_000;
    private static final int LATER_SCHEMA_FROM = 500;

    private static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"Tick\",\"fields\":["
                    + "{\"name\":\"symbol\",\"type\":\"string\"},"
                    + "{\"name\":\"metadata\",\"type\":{\"type\":\"record\",\"name\":\"Metadata\","
                    + "\"fields\":[{\"name\":\"sequence_number\",\"type\":\"%s\"}%s]}}]}";

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(2);

    private static SchemaRegistryServer registry;

    private final Schema first = schema("int", "");
    private final Schema later = schema("long", ",{\"name\":\"lane\",\"type\":\"string\"}");
    private final IndependentReader reader = new IndependentReader();
    private final List<String> verdicts = new ArrayList<>();

    @BeforeAll
    static void startServers() throws Exception {
        registry = SchemaRegistryServer.start();
    }

    @AfterAll
    static void stopServers() throws Exception {
        registry.close();
    }

    private static Schema schema(String sequenceType, String more) {
        return new Schema.Parser().parse(SCHEMA.formatted(sequenceType, more));
    }

    @Test
    void judgesAvroAndJsonMessagesAlike() throws Exception {
        registry.register(1, first.toString());
        registry.register(2, later.toString());
        JobOptions options = options();
        for (String topic : List.of("avro.ticks", "json.ticks")) {
            SERVERS.kafka().createTopic(topic, 1);
        }
        JobOptions.OUTPUTS.forEach(output -> SERVERS.kafka().createTopic("avro." + output, 1));
        Topics topics = new Topics(SERVERS.kafka().bootstrapServers());
        topics.produce(messages("avro.ticks", "asx"));
        topics.produce(messages("json.ticks", "lse"));
        topics.produce(
                List.of(
                        new ProducerRecord<>("avro.ticks", new byte[] {0, 0, 0, 0, 9, 1}),
                        new ProducerRecord<>("avro.ticks", new byte[] {1})));

        SERVERS.flink().submit(new Configuration(), 2, options.arguments());

        List<ConsumerRecord<byte[], byte[]>> checked =
                topics.awaitRecords("avro.sequenced", 2 * MESSAGES, Patience.LIMIT);
        assertThat(checked)
                .extracting(
                        record ->
                                new String(
                                        record.headers().lastHeader("sequence-event").value(),
                                        StandardCharsets.UTF_8))
                .containsExactlyInAnyOrderElementsOf(verdicts);
        assertThat(topics.awaitRecords("avro.dead-letters", 2, Patience.LIMIT))
                .extracting(
                        record ->
                                new String(
                                        record.headers().lastHeader("dead-letter-message").value(),
                                        StandardCharsets.UTF_8))
                .anySatisfy(message -> assertThat(message).contains("schema 9"))
                .anySatisfy(message -> assertThat(message).contains("byte 0"));
        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(RedisRows.read(SERVERS.redis().uri(), "avro-it"))
                                        .hasSameSizeAs(reader.states())
                                        .allSatisfy(
                                                (key, row) ->
                                                        assertThat(row.get("last_seq"))
                                                                .isEqualTo(
                                                                        reader.states()
                                                                                .get(key)
                                                                                .lastSequence()
                                                                                .toString())));
    }

    @Test
    void namesTheRegistryThatDoesNotAnswer() {
        JobOptions options = options().put("schema-registry.url", "http://localhost:1");

        assertThatThrownBy(
                        () -> SERVERS.flink().submit(new Configuration(), 2, options.arguments()))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining("schema-registry.url: no answer from http://localhost:1");
    }

    @Test
    void theDoctorAsksTheRegistryToo() {
        assertThat(new DoctorChecks(options().values()).findings())
                .extracting(Finding::toString)
                .anySatisfy(
                        finding ->
                                assertThat(finding)
                                        .contains(
                                                "schema registry",
                                                "OK",
                                                "connected and authorised"));
        assertThat(
                        new DoctorChecks(
                                        options()
                                                .put("schema-registry.url", "http://localhost:1")
                                                .values())
                                .findings())
                .extracting(Finding::toString)
                .anySatisfy(
                        finding ->
                                assertThat(finding)
                                        .contains(
                                                "schema registry",
                                                "PROBLEM",
                                                "schema-registry.url: no answer"));
    }

    private static JobOptions options() {
        return new JobOptions()
                .put("kafka.bootstrap-servers", SERVERS.kafka().bootstrapServers())
                .put("redis.uri", SERVERS.redis().uri().toString())
                .put("redis.key-prefix", "avro-it")
                .put("schema-registry.url", registry.url().toString())
                .put("source.a.topics", "avro.ticks")
                .put("source.a.format", "avro")
                .put("source.a.exchange", "asx")
                .put("source.a.symbol-field", "symbol")
                .put("source.a.sequence-field", "metadata.sequence_number")
                .put("source.j.topics", "json.ticks")
                .put("source.j.exchange", "lse")
                .put("source.j.symbol-field", "/symbol")
                .put("source.j.sequence-field", "/n")
                .outputs("avro");
    }

    /** With gaps, repeats and late ones; what one reader says of them is kept. */
    private List<ProducerRecord<byte[], byte[]>> messages(String topic, String exchange) {
        SplittableRandom random = new SplittableRandom(topic.hashCode());
        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        int sequence = 1_000;
        for (int i = 0; i < MESSAGES; i++) {
            sequence += random.nextInt(100) < 90 ? 1 : random.nextInt(7) - 3;
            String symbol = "S" + i % 5;
            verdicts.add(
                    reader.read(
                                    new Key(exchange, symbol),
                                    BigInteger.valueOf(sequence),
                                    Instant.EPOCH,
                                    topic + "/0@" + i)
                            .type());
            byte[] value =
                    exchange.equals("asx")
                            ? avro(i, symbol, sequence)
                            : "{\"symbol\":\"%s\",\"n\":%d}"
                                    .formatted(symbol, sequence)
                                    .getBytes(StandardCharsets.UTF_8);
            messages.add(new ProducerRecord<>(topic, 0, null, value));
        }
        return messages;
    }

    private byte[] avro(int number, String symbol, int sequence) {
        boolean changed = number >= LATER_SCHEMA_FROM;
        Schema schema = changed ? later : first;
        GenericRecordBuilder metadata =
                new GenericRecordBuilder(schema.getField("metadata").schema());
        if (changed) {
            metadata.set("sequence_number", (long) sequence).set("lane", "left");
        } else {
            metadata.set("sequence_number", sequence);
        }
        return SchemaRegistryServer.message(
                changed ? 2 : 1,
                new GenericRecordBuilder(schema)
                        .set("symbol", symbol)
                        .set("metadata", metadata.build())
                        .build());
    }
}
