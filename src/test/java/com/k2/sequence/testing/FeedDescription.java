package com.k2.sequence.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.testing.IndependentReader.Key;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A feed in one topic, described by the options that the job takes, and read by them in the
 * simplest way: by a tree of JSON.
 *
 * @param name the source's name in the job's options
 * @param topic its only topic
 * @param options the source's other options, without {@code source.NAME.}
 */
public record FeedDescription(String name, String topic, Map<String, String> options) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What the tracker goes by.
     *
     * @param key what the number counts within
     * @param sequence the number
     * @param timestamp the message's own time, else its record's
     */
    public record Message(Key key, BigInteger sequence, Instant timestamp) {}

    /** A message that must become a dead letter. */
    public static final class UnreadableException extends Exception {

        private final String reason;

        UnreadableException(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** The fixed word of its dead letter. */
        public String reason() {
            return reason;
        }
    }

    /** With options as key, value, key, value. */
    public static FeedDescription of(String name, String topic, String... options) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            byKey.put(options[i], options[i + 1]);
        }
        return new FeedDescription(name, topic, byKey);
    }

    /** The same feed with an option more, or another value of it. */
    public FeedDescription with(String option, String value) {
        Map<String, String> changed = new LinkedHashMap<>(options);
        changed.put(option, value);
        return new FeedDescription(name, topic, changed);
    }

    /** The same feed under another name. */
    public FeedDescription called(String otherName) {
        return new FeedDescription(otherName, topic, options);
    }

    /** As the job takes them. */
    public Map<String, String> jobOptions() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("source." + name + ".topics", topic);
        options.forEach((key, value) -> all.put("source." + name + '.' + key, value));
        return all;
    }

    /** Whether messages without a number are dropped rather than passed on. */
    public boolean dropsUnsequenced() {
        return "drop".equals(options.get("unsequenced"));
    }

    /**
     * Reads a message.
     *
     * @return null where it is readable and has no number
     * @throws UnreadableException if it is not JSON, or lacks the time that it should have
     */
    public Message read(ConsumerRecord<byte[], byte[]> record) throws UnreadableException {
        JsonNode message = parse(record.value());
        JsonNode sequence = message.at(options.get("sequence-field"));
        if (sequence.isMissingNode()) {
            return null;
        }
        String exchange =
                options.containsKey("exchange")
                        ? options.get("exchange")
                        : message.at(options.get("exchange-field")).asText();
        String symbol =
                Arrays.stream(options.get("symbol-field").split(","))
                        .map(pointer -> message.at(pointer).asText())
                        .collect(Collectors.joining("."));
        return new Message(
                new Key(exchange, symbol),
                new BigInteger(sequence.asText()),
                timestamp(message, record.timestamp()));
    }

    private static JsonNode parse(byte[] value) throws UnreadableException {
        try {
            return JSON.readTree(value);
        } catch (IOException notJson) {
            throw new UnreadableException("malformed");
        }
    }

    /** The times of the tests' feeds are ISO-8601 or milliseconds. */
    private Instant timestamp(JsonNode message, long recordTimestamp) throws UnreadableException {
        String field = options.get("timestamp-field");
        if (field == null) {
            return Instant.ofEpochMilli(recordTimestamp);
        }
        JsonNode time = message.at(field);
        if (time.isMissingNode()) {
            throw new UnreadableException("missing-field");
        }
        return time.isTextual()
                ? Instant.parse(time.asText())
                : Instant.ofEpochMilli(time.longValue());
    }
}
