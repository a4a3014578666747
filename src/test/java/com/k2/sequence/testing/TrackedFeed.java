package com.k2.sequence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.tracking.verdict.EventKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A feed with all that belongs to it: its topics, the options of a job that tracks it, and what the
 * job must leave behind. Topics, consumer group, transactions and Redis keys bear the feed's name,
 * so that many feeds share the servers.
 */
public final class TrackedFeed {

    /** The outputs that are events, with the type of each. */
    public static final Map<String, String> EVENT_TYPES =
            Arrays.stream(EventKind.values())
                    .collect(Collectors.toMap(EventKind::word, EventKind::name));

    private final String name;
    private final Topics topics;
    private final RandomFeed random;
    private final FeedDescription description;
    private final JobOptions options = new JobOptions();
    private final URI redis;
    private final EmbeddedKafka kafka;

    /** What stood in the input topics that were deleted, in their order. */
    private final List<ConsumerRecord<byte[], byte[]>> earlier = new ArrayList<>();

    private int ordinal;

    /** Creates the topics. */
    public TrackedFeed(
            String name, EmbeddedKafka kafka, URI redis, int partitions, int instruments) {
        this.name = name;
        this.kafka = kafka;
        this.redis = redis;
        this.topics = new Topics(kafka.bootstrapServers());
        this.random = new RandomFeed(name.hashCode(), inputTopic(), partitions, instruments);
        this.description = random.description("feed");
        kafka.createTopic(inputTopic(), partitions);
        JobOptions.OUTPUTS.forEach(output -> kafka.createTopic(name + '.' + output, 2));
        options.put("kafka.bootstrap-servers", kafka.bootstrapServers())
                .put("kafka.group-id", name)
                .put("redis.uri", redis.toString())
                .put("redis.key-prefix", name)
                .feed(description)
                .outputs(name);
    }

    public String inputTopic() {
        return name + ".in";
    }

    /** Deletes the input topic and creates it again: its offsets begin again. */
    public void createAnew(int partitions) {
        earlier.addAll(topics.readToEnd(inputTopic(), Patience.LIMIT));
        topics.delete(inputTopic());
        kafka.createTopic(inputTopic(), partitions);
    }

    /** Adds partitions to the input topic, until there are this many. */
    public void growTo(int partitions) {
        topics.growTo(inputTopic(), partitions);
    }

    /** The job's options; more can be put. */
    public JobOptions options() {
        return options;
    }

    /** Writes with transactions. */
    public TrackedFeed exactlyOnce() {
        options.put("sink.delivery-guarantee", "exactly-once")
                .put("sink.transactional-id-prefix", name);
        return this;
    }

    /**
     * Appends messages at random.
     *
     * @return what {@link ExpectedOutput#id} calls them
     */
    public Set<String> produce(int count) {
        List<ProducerRecord<byte[], byte[]>> records = random.next(count);
        topics.produce(records);
        return records.stream()
                .map(record -> record.headers().lastHeader(ExpectedOutput.ID_HEADER).value())
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
    }

    /** Appends one message for each of these numbers. */
    public void produceNumbers(int partition, String instrument, long... numbers) {
        topics.produce(
                Arrays.stream(numbers)
                        .mapToObj(number -> message(partition, instrument, number))
                        .toList());
    }

    /** Appends a message that no JSON reader can read. */
    public void produceUnreadable() {
        topics.produce(List.of(record(0, "{")));
    }

    private ProducerRecord<byte[], byte[]> message(int partition, String instrument, long number) {
        return record(
                partition,
                ("{\"header\":{\"venue\":\"asx\",\"time\":\"2026-01-12T10:00:00Z\",\"number\":%d},"
                                + "\"code\":\"%s\",\"board\":\"B\"}")
                        .formatted(number, instrument));
    }

    private ProducerRecord<byte[], byte[]> record(int partition, String value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        inputTopic(), partition, 1_768_000_000_000L, bytes("key"), bytes(value));
        record.headers().add(ExpectedOutput.ID_HEADER, bytes(name + "-single#" + ordinal++));
        return record;
    }

    /** What must be there for all that stands in the input topic, and stood in earlier ones. */
    public ExpectedOutput expected() {
        ExpectedOutput expected = new ExpectedOutput();
        expected.read(description, earlier);
        expected.read(description, topics.readToEnd(inputTopic(), Patience.LIMIT));
        return expected;
    }

    /**
     * Waits until every message that can be read stands in the sequenced topic, if each does once.
     */
    public void awaitSequenced() {
        awaitSequenced(0);
    }

    /** Waits until they stand there where some stand there more than once. */
    public void awaitSequenced(int repeated) {
        topics.awaitRecords(
                name + ".sequenced", expected().sequencedCount() + repeated, Patience.LIMIT);
    }

    /** What stands in an output's topic. */
    public List<ConsumerRecord<byte[], byte[]>> output(String output) {
        return topics.readToEnd(name + '.' + output, Patience.LIMIT);
    }

    /** Waits until an output's topic holds this many records. */
    public void awaitOutput(String output, int count) {
        topics.awaitRecords(name + '.' + output, count, Patience.LIMIT);
    }

    /** Every output topic comes to hold what it must: each record once, with its verdict. */
    public void assertOutput() {
        ExpectedOutput expected = expected();
        topics.awaitRecords(name + ".sequenced", expected.sequencedCount(), Patience.LIMIT);
        expected.assertSequenced(output("sequenced"));
        assertEvents();
        Patience.await().untilAsserted(() -> expected.assertDeadLetters(output("dead-letters")));
    }

    /** Every topic of events comes to hold each event once, and nothing else. */
    public void assertEvents() {
        ExpectedOutput expected = expected();
        EVENT_TYPES.forEach(
                (output, type) ->
                        Patience.await()
                                .untilAsserted(() -> expected.assertEvents(type, output(output))));
    }

    /**
     * Redis comes to hold the reader's state of every key, written by one job that found nothing.
     */
    public void assertRows() {
        ExpectedOutput expected = expected();
        Patience.await().untilAsserted(() -> expected.assertRows(rows()));
    }

    /** Redis comes to hold the reader's state of every key, whoever wrote it. */
    public void assertStates() {
        ExpectedOutput expected = expected();
        Patience.await().untilAsserted(() -> expected.assertStates(rows()));
    }

    /** The hashes in Redis. */
    public Map<Key, Map<String, String>> rows() {
        return RedisRows.read(redis, name);
    }

    /** The transactions of an output that are neither committed nor aborted. */
    public Set<String> openTransactions(String output) {
        return topics.openTransactions(name + '-' + output + '-');
    }

    /** Waits until the job has committed all of the input. */
    public void awaitCommittedOffsets() {
        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(topics.committed(name))
                                        .isEqualTo(topics.ends(inputTopic())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
