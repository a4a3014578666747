package com.k2.sequence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.testing.FeedDescription.Message;
import com.k2.sequence.testing.FeedDescription.UnreadableException;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.State;
import com.k2.sequence.testing.IndependentReader.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What a job must leave in its output topics and in Redis for what stands in its input topics, by
 * the {@link IndependentReader}. Input records are distinguished by a header of their own, {@link
 * #ID_HEADER}, which passes through the job like any other.
 */
public final class ExpectedOutput {

    /** Names an input record, differently from every other one. */
    public static final String ID_HEADER = "test-id";

    /** As many differences as a failure shows. */
    private static final int SHOWN = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An input record, and what is to be said of it: nothing where it has no number. */
    private record Entry(
            int ordinal, ConsumerRecord<byte[], byte[]> input, Message message, Verdict verdict) {}

    /** An event, as its topic holds it. */
    private record Event(
            String recordKey,
            String type,
            Key key,
            BigInteger expected,
            BigInteger actual,
            BigInteger gapSize,
            String severity,
            Instant timestamp,
            Instant lastTimestamp) {}

    private final IndependentReader reader = new IndependentReader();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, List<String>> deadLetters = new HashMap<>();

    /** Takes in what stands in a feed's topic, by partition, then by offset. */
    public void read(FeedDescription feed, List<ConsumerRecord<byte[], byte[]>> input) {
        for (ConsumerRecord<byte[], byte[]> record : input) {
            try {
                Message message = feed.read(record);
                if (message != null) {
                    add(record, message, judge(message, record));
                } else if (!feed.dropsUnsequenced()) {
                    add(record, null, null);
                }
            } catch (UnreadableException e) {
                deadLetters.put(position(record), deadLetter(e.reason(), record));
            }
        }
    }

    /** How many records the sequenced topic must hold. */
    public int sequencedCount() {
        return entries.size();
    }

    /** How many records of those read are not readable. */
    public int deadLetterCount() {
        return deadLetters.size();
    }

    /**
     * The sequenced topic holds every record once, untouched, with its verdict, in order of key.
     */
    public void assertSequenced(List<ConsumerRecord<byte[], byte[]>> output) {
        List<String> differences = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<Key, Integer> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : output) {
            String id = id(record);
            Entry entry = entries.get(id);
            if (entry == null) {
                differences.add(id + " was not to be written");
            } else if (!seen.add(id)) {
                differences.add(id + " stands there twice");
            } else {
                addDifference(differences, id, entry, record);
                if (entry.message != null) {
                    Integer before = newest.put(entry.message.key(), entry.ordinal);
                    if (before != null && before > entry.ordinal) {
                        differences.add(id + " was overtaken by a later message of its key");
                    }
                }
            }
        }
        entries.keySet().stream()
                .filter(id -> !seen.contains(id))
                .forEach(id -> differences.add(id + " is missing"));
        assertNone("sequenced records", differences);
    }

    /** A topic of events holds each event of this type once, and nothing else. */
    public void assertEvents(String type, List<ConsumerRecord<byte[], byte[]>> output) {
        Map<String, Event> expected = new HashMap<>();
        for (Entry entry : entries.values()) {
            if (entry.verdict != null && entry.verdict.type().equals(type)) {
                expected.put(position(entry.input), expectedEvent(entry));
            }
        }
        List<String> differences = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : output) {
            JsonNode json = parse(record.value());
            JsonNode source = json.path("source");
            String position =
                    source.path("topic").asText()
                            + '/'
                            + source.path("partition").asInt()
                            + '@'
                            + source.path("offset").asLong();
            Event wanted = expected.remove(position);
            Event found = event(record.key(), json);
            if (!found.equals(wanted)) {
                differences.add(position + ": found " + found + ", expected " + wanted);
            }
        }
        expected.values().forEach(missing -> differences.add("missing: " + missing));
        assertNone(type + " events", differences);
    }

    /**
     * The topic of dead letters holds each unreadable record once, as it came and with its origin.
     */
    public void assertDeadLetters(List<ConsumerRecord<byte[], byte[]>> output) {
        Map<String, List<String>> found = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : output) {
            String position =
                    text(record, "dead-letter-topic")
                            + '/'
                            + text(record, "dead-letter-partition")
                            + '@'
                            + text(record, "dead-letter-offset");
            String reason = text(record, "dead-letter-reason");
            assertThat(found.put(position, deadLetter(reason, record)))
                    .as(position + " before")
                    .isNull();
        }
        assertThat(found).isEqualTo(deadLetters);
    }

    /** Redis holds the reader's state of every key, written by one lineage that found nothing. */
    public void assertRows(Map<Key, Map<String, String>> rows) {
        assertStates(rows);
        assertThat(rows.values()).extracting(row -> row.get("base")).containsOnly("");
        assertThat(rows.values()).extracting(row -> row.get("moves")).containsOnly("0");
        assertThat(rows.values())
                .extracting(row -> row.get("topic_id"))
                .allMatch(topicId -> topicId.matches("[A-Za-z0-9_-]{22}"));
        assertThat(rows.values().stream().map(row -> row.get("lineage")).distinct())
                .singleElement()
                .asString()
                .matches("[1-9][0-9]*");
    }

    /** Redis holds the reader's state of every key, whoever wrote it and whatever they found. */
    public void assertStates(Map<Key, Map<String, String>> rows) {
        Map<Key, State> states = reader.states();
        assertThat(rows).hasSize(states.size());
        List<String> differences = new ArrayList<>();
        states.forEach(
                (key, state) -> {
                    Map<String, String> row = new HashMap<>(rows.getOrDefault(key, Map.of()));
                    row.remove("lineage");
                    row.remove("base");
                    row.remove("topic_id");
                    row.remove("moves");
                    row.remove("writer");
                    Map<String, String> expected =
                            Map.of(
                                    "last_seq", state.lastSequence().toString(),
                                    "last_ts", state.lastTimestamp().toString(),
                                    "gap_count", Integer.toString(state.gapCount()),
                                    "reset_count", Integer.toString(state.resetCount()),
                                    "position", state.position());
                    if (!sameTime(row).equals(sameTime(expected))) {
                        differences.add(key + ": found " + row + ", expected " + expected);
                    }
                });
        assertNone("rows in Redis", differences);
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Message message, Verdict verdict) {
        Entry entry = new Entry(entries.size(), record, message, verdict);
        if (entries.put(id(record), entry) != null) {
            throw new IllegalArgumentException("two input records are called " + id(record));
        }
    }

    private Verdict judge(Message message, ConsumerRecord<byte[], byte[]> record) {
        return reader.read(
                message.key(), message.sequence(), message.timestamp(), position(record));
    }

    private static void addDifference(
            List<String> differences,
            String id,
            Entry entry,
            ConsumerRecord<byte[], byte[]> output) {
        ConsumerRecord<byte[], byte[]> input = entry.input;
        if (!Arrays.equals(output.key(), input.key())
                || !Arrays.equals(output.value(), input.value())
                || output.timestamp() != input.timestamp()) {
            differences.add(id + ": key, value or timestamp is not the input's");
        }
        List<String> expected = headers(input);
        expected.addAll(verdictHeaders(entry.verdict));
        List<String> found = headers(output);
        if (!found.equals(expected)) {
            differences.add(id + ": headers " + found + ", expected " + expected);
        }
    }

    private static List<String> verdictHeaders(Verdict verdict) {
        List<String> headers = new ArrayList<>();
        headers.add("sequence-event=" + (verdict == null ? "UNSEQUENCED" : verdict.type()));
        if (verdict != null && verdict.expected() != null) {
            headers.add("sequence-expected=" + verdict.expected());
        }
        if (verdict != null && verdict.gapSize() != null) {
            headers.add("sequence-gap-size=" + verdict.gapSize());
        }
        return headers;
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(header.key() + '=' + new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static List<String> deadLetter(String reason, ConsumerRecord<byte[], byte[]> record) {
        return List.of(
                reason,
                Arrays.toString(record.key()),
                new String(record.value(), StandardCharsets.UTF_8),
                Long.toString(record.timestamp()));
    }

    private static Event expectedEvent(Entry entry) {
        Key key = entry.message.key();
        Verdict verdict = entry.verdict;
        return new Event(
                key.exchange() + '.' + key.symbol(),
                verdict.type(),
                key,
                verdict.expected(),
                entry.message.sequence(),
                verdict.gapSize(),
                verdict.severity(),
                entry.message.timestamp(),
                verdict.lastTimestamp());
    }

    private static Event event(byte[] recordKey, JsonNode json) {
        return new Event(
                new String(recordKey, StandardCharsets.UTF_8),
                json.path("event_type").asText(),
                new Key(json.path("exchange").asText(), json.path("symbol").asText()),
                number(json.get("expected_sequence")),
                number(json.get("actual_sequence")),
                number(json.get("gap_size")),
                json.has("severity") ? json.get("severity").asText() : null,
                Instant.parse(json.path("timestamp").asText()),
                Instant.parse(json.path("last_timestamp").asText()));
    }

    private static BigInteger number(JsonNode json) {
        return json == null ? null : json.bigIntegerValue();
    }

    /** Times are equal that are written with more or fewer zeros. */
    private static Map<String, Object> sameTime(Map<String, String> row) {
        Map<String, Object> parsed = new HashMap<>(row);
        parsed.computeIfPresent("last_ts", (field, text) -> Instant.parse(text.toString()));
        return parsed;
    }

    private static String position(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + '/' + record.partition() + '@' + record.offset();
    }

    /** The name of an input record, or of the one that an output record came in. */
    public static String id(ConsumerRecord<byte[], byte[]> record) {
        return text(record, ID_HEADER);
    }

    /** The last header of this name as text; null where there is none. */
    public static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        Header last = record.headers().lastHeader(header);
        return last == null ? null : new String(last.value(), StandardCharsets.UTF_8);
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNone(String what, List<String> differences) {
        assertThat(differences.subList(0, Math.min(SHOWN, differences.size())))
                .as("the first of %d differences in %s", differences.size(), what)
                .isEmpty();
    }
}
