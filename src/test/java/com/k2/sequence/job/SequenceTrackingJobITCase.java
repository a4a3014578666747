package com.k2.sequence.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.config.Output;
import com.k2.sequence.config.OutputGuarantee;
import com.k2.sequence.option.OptionType;
import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.Verdict;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.RedisClient;

/** The whole job from topic to topic, with two feeds that hold everything a feed may hold. */
class SequenceTrackingJobITCase {

    @RegisterExtension
    private static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(failAtOnce())
                            .build());

    private static final Instant START = Instant.parse("2026-01-11T10:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension private static final Servers SERVERS = new Servers().withKafka().withRedis();

    @TempDir private Path directory;

    private final IndependentReader reader = new IndependentReader();

    /** What the sequenced topic must hold, by a mark that each input bears. */
    private final Map<String, Expected> sequenced = new LinkedHashMap<>();

    /** The events that must be there, by type, each with the mark's position in it. */
    private final Map<String, List<Expected>> events = new HashMap<>();

    private final Map<String, String> deadLetters = new HashMap<>();
    private final Map<String, Integer> ends = new HashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> input = new ArrayList<>();

    /**
     * @param key null on an unsequenced message
     * @param verdict null on an unsequenced message
     */
    private record Expected(
            String position, byte[] value, Key key, long sequence, Instant time, Verdict verdict) {}

    private static Configuration failAtOnce() {
        return new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    }

    @ParameterizedTest
    @EnumSource(OutputGuarantee.class)
    void everyMessageEndsWhereItBelongs(OutputGuarantee guarantee) throws Exception {
        String run = OptionType.wordOf(guarantee);
        SERVERS.kafka().createTopic(run + ".trades", 2);
        SERVERS.kafka().createTopic(run + ".raw", 1);
        for (Output output : Output.all()) {
            SERVERS.kafka().createTopic(run + "." + output.word(), 2);
        }
        writeTrades(run + ".trades");
        writeRaw(run + ".raw");
        Topics topics = new Topics(SERVERS.kafka().bootstrapServers());
        topics.produce(input);

        SequenceTrackingJob.main(
                new String[] {
                    "--config", configuration(run).toString(), "--sink.delivery-guarantee", run
                });

        assertThat(events.keySet()).containsOnly("GAP", "RESET", "DUPLICATE", "OUT_OF_ORDER");
        assertSequenced(topics.readOnceCommitted(run + ".sequenced", Patience.LIMIT));
        assertEvents("GAP", topics.readOnceCommitted(run + ".gaps", Patience.LIMIT));
        assertEvents("RESET", topics.readOnceCommitted(run + ".resets", Patience.LIMIT));
        assertEvents("DUPLICATE", topics.readOnceCommitted(run + ".duplicates", Patience.LIMIT));
        assertEvents(
                "OUT_OF_ORDER", topics.readOnceCommitted(run + ".out-of-order", Patience.LIMIT));
        assertDeadLetters(topics.readOnceCommitted(run + ".dead-letters", Patience.LIMIT));
        assertRedis(run);
        assertNoAdminClientIsLeft();
    }

    /** Each would go on to connect to the brokers for as long as the TaskManager lives. */
    private static void assertNoAdminClientIsLeft() {
        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(Thread.getAllStackTraces().keySet())
                                        .extracting(Thread::getName)
                                        .noneMatch(
                                                name ->
                                                        name.startsWith(
                                                                "kafka-admin-client-thread |"
                                                                        + " adminclient-")));
    }

    private Path configuration(String run) throws IOException {
        return Files.writeString(
                directory.resolve("tracker.yaml"),
                """
                kafka.bootstrap-servers: %2$s
                redis:
                  uri: %3$s
                  key-prefix: %1$s
                source.trades:
                  topics: %1$s.trades
                  exchange-field: /exchange
                  symbol-field: /symbol
                  sequence-field: /seq
                  timestamp-field: /time
                  bounded: true
                source.raw:
                  topic-pattern: %1$s\\.ra[w]
                  exchange: crypto
                  symbol-field: [/base, /quote]
                  sequence-field: /data/u
                  bounded: true
                sink:
                  sequenced.topic: %1$s.sequenced
                  gaps.topic: %1$s.gaps
                  resets.topic: %1$s.resets
                  duplicates.topic: %1$s.duplicates
                  out-of-order.topic: %1$s.out-of-order
                  dead-letters.topic: %1$s.dead-letters
                  transactional-id-prefix: %1$s
                  max-record-size: 10 kb
                """
                        .formatted(run, SERVERS.kafka().bootstrapServers(), SERVERS.redis().uri()));
    }

    /** A few series with every kind of irregularity, from a seed. */
    private void writeTrades(String topic) {
        Random random = new Random(17);
        String[] symbols = {"BHP", "RIO", "a:b {c}", "TLS"};
        long[] last = {1_000, 5, 0, Long.MAX_VALUE - 300};
        for (int i = 0; i < 400; i++) {
            int chosen = random.nextInt(symbols.length);
            long sequence =
                    switch (random.nextInt(12)) {
                        case 0 -> last[chosen] + 2 + random.nextInt(20);
                        case 1 -> last[chosen];
                        case 2 -> Math.max(0, last[chosen] - 1 - random.nextInt(3));
                        case 3 -> random.nextInt(4) == 0 ? random.nextInt(3) : last[chosen] + 1;
                        default -> last[chosen] + 1;
                    };
            last[chosen] = sequence;
            Instant time = START.plusNanos(i * 1_000L);
            String json =
                    "{\"exchange\":\"asx\",\"symbol\":\"%s\",\"seq\":%d,\"time\":\"%s\",\"price\":1.5}"
                            .formatted(symbols[chosen], sequence, time);
            expectChecked(
                    append(topic, chosen % 2, symbols[chosen], json),
                    new Key("asx", symbols[chosen]),
                    sequence,
                    time);
        }
    }

    /** An exchange's own messages: some checked, some without number, some unreadable. */
    private void writeRaw(String topic) {
        for (int i = 0; i < 30; i++) {
            String json =
                    "{\"base\":\"BTC\",\"quote\":\"USD\",\"data\":{\"u\":\"%d\"}}".formatted(i * 2);
            expectChecked(
                    append(topic, 0, "btc", json),
                    new Key("crypto", "BTC.USD"),
                    i * 2,
                    START.plusMillis(i));
        }
        Expected heartbeat = append(topic, 0, null, "{\"base\":\"BTC\",\"quote\":\"USD\"}");
        sequenced.put(heartbeat.position(), heartbeat);
        expectDeadLetter(append(topic, 0, "x", "no json"), "malformed");
        expectDeadLetter(append(topic, 0, "x", null), "malformed");
        expectDeadLetter(append(topic, 0, "x", "{\"data\":{\"u\":\"1\"}}"), "missing-field");
        expectDeadLetter(
                append(topic, 0, "x", "{\"base\":\"B\",\"quote\":\"U\",\"data\":{\"u\":-1}}"),
                "invalid-sequence");
        expectDeadLetter(
                append(topic, 0, "x", "{\"base\":\"%s\"}".formatted("B".repeat(20_000))),
                "too-large");
    }

    private Expected append(String topic, int partition, String key, String value) {
        int offset = ends.merge(topic + partition, 1, Integer::sum) - 1;
        String position = topic + '/' + partition + '@' + offset;
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        Headers headers = new RecordHeaders().add("mark", position.getBytes(UTF_8));
        input.add(
                new ProducerRecord<>(
                        topic,
                        partition,
                        START.plusMillis(offset).toEpochMilli(),
                        key == null ? null : key.getBytes(UTF_8),
                        bytes,
                        headers));
        return new Expected(position, bytes, null, 0, START.plusMillis(offset), null);
    }

    private void expectChecked(Expected record, Key key, long sequence, Instant time) {
        Verdict verdict = reader.read(key, BigInteger.valueOf(sequence), time, record.position());
        Expected expected =
                new Expected(record.position(), record.value(), key, sequence, time, verdict);
        sequenced.put(record.position(), expected);
        if (!verdict.type().equals("NORMAL")) {
            events.computeIfAbsent(verdict.type(), type -> new ArrayList<>()).add(expected);
        }
    }

    private void expectDeadLetter(Expected record, String reason) {
        deadLetters.put(record.position(), reason);
    }

    private void assertSequenced(List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(records).hasSameSizeAs(sequenced.keySet());
        assertThat(records.stream().map(record -> header(record, "mark")))
                .containsExactlyInAnyOrderElementsOf(sequenced.keySet());
        Map<Key, List<String>> orderByKey = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Expected expected = sequenced.get(header(record, "mark"));
            assertThat(record.value()).isEqualTo(expected.value());
            assertThat(headers(record)).as(expected.position()).isEqualTo(headersOf(expected));
            orderByKey
                    .computeIfAbsent(expected.key(), key -> new ArrayList<>())
                    .add(expected.position());
        }
        orderByKey.forEach(
                (key, positions) ->
                        assertThat(positions)
                                .as("messages of %s", key)
                                .isEqualTo(positionsOf(key)));
    }

    private List<String> positionsOf(Key key) {
        return sequenced.values().stream()
                .filter(expected -> Objects.equals(expected.key(), key))
                .map(Expected::position)
                .toList();
    }

    private static Map<String, String> headersOf(Expected expected) {
        Map<String, String> headers = new HashMap<>();
        headers.put("mark", expected.position());
        Verdict verdict = expected.verdict();
        headers.put("sequence-event", verdict == null ? "UNSEQUENCED" : verdict.type());
        if (verdict != null && verdict.expected() != null) {
            headers.put("sequence-expected", verdict.expected().toString());
        }
        if (verdict != null && verdict.gapSize() != null) {
            headers.put("sequence-gap-size", verdict.gapSize().toString());
        }
        return headers;
    }

    private void assertEvents(String type, List<ConsumerRecord<byte[], byte[]>> records)
            throws IOException {
        Map<String, Expected> expectedByPosition =
                events.get(type).stream()
                        .collect(Collectors.toMap(Expected::position, expected -> expected));
        assertThat(records).hasSameSizeAs(expectedByPosition.keySet());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            JsonNode event = JSON.readTree(record.value());
            JsonNode source = event.get("source");
            Expected expected =
                    expectedByPosition.remove(
                            source.get("topic").asText()
                                    + '/'
                                    + source.get("partition")
                                    + '@'
                                    + source.get("offset"));
            Verdict verdict = expected.verdict();
            assertThat(new String(record.key(), UTF_8))
                    .isEqualTo(expected.key().exchange() + '.' + expected.key().symbol());
            assertThat(event.get("event_type").asText()).isEqualTo(type);
            assertThat(event.get("exchange").asText()).isEqualTo(expected.key().exchange());
            assertThat(event.get("symbol").asText()).isEqualTo(expected.key().symbol());
            assertThat(event.get("actual_sequence").asLong()).isEqualTo(expected.sequence());
            assertThat(event.get("expected_sequence").bigIntegerValue())
                    .isEqualTo(verdict.expected());
            assertThat(event.path("gap_size").asText(null))
                    .isEqualTo(verdict.gapSize() == null ? null : verdict.gapSize().toString());
            assertThat(event.path("severity").asText(null)).isEqualTo(verdict.severity());
            assertThat(Instant.parse(event.get("timestamp").asText())).isEqualTo(expected.time());
            assertThat(Instant.parse(event.get("last_timestamp").asText()))
                    .isEqualTo(verdict.lastTimestamp());
        }
        assertThat(expectedByPosition).isEmpty();
    }

    private void assertDeadLetters(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, String> reasons = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            reasons.put(
                    header(record, "dead-letter-topic")
                            + '/'
                            + header(record, "dead-letter-partition")
                            + '@'
                            + header(record, "dead-letter-offset"),
                    header(record, "dead-letter-reason"));
        }
        assertThat(reasons).isEqualTo(deadLetters);
        assertThat(records).hasSameSizeAs(deadLetters.keySet());
    }

    private void assertRedis(String prefix) {
        try (RedisClient client = RedisClient.create(SERVERS.redis().uri())) {
            assertThat(client.keys(prefix + ":*")).hasSameSizeAs(reader.states().keySet());
            reader.states()
                    .forEach(
                            (key, state) -> {
                                Map<String, String> row = client.hgetAll(rowOf(prefix, key));
                                assertThat(row)
                                        .as(key.toString())
                                        .containsEntry("last_seq", state.lastSequence().toString())
                                        .containsEntry("gap_count", state.gapCount() + "")
                                        .containsEntry("reset_count", state.resetCount() + "")
                                        .containsEntry("position", state.position());
                                assertThat(Instant.parse(row.get("last_ts")))
                                        .isEqualTo(state.lastTimestamp());
                            });
        }
    }

    private static String rowOf(String prefix, Key key) {
        String symbol = key.symbol().equals("a:b {c}") ? "a%3Ab%20%7Bc%7D" : key.symbol();
        return prefix + ':' + key.exchange() + ':' + symbol;
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
