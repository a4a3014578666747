package com.k2.sequence.chaos.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.k2.sequence.testing.IndependentReader.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What records of the outputs look like: as they must be, and as they were found. */
final class Records {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Records() {}

    /**
     * The sequenced record of an input record.
     *
     * @param said null on an unsequenced one
     */
    static long sequenced(
            ConsumerRecord<byte[], byte[]> input, FeedReader.Message message, Said said) {
        Verdict verdict = said == null ? null : said.verdict();
        List<String> headers = headers(input);
        headers.add("sequence-event=" + (verdict == null ? "UNSEQUENCED" : verdict.type()));
        if (verdict != null && verdict.expected() != null) {
            headers.add("sequence-expected=" + verdict.expected());
        }
        if (verdict != null && verdict.gapSize() != null) {
            headers.add("sequence-gap-size=" + verdict.gapSize());
        }
        if (said != null && said.larger() != null && said.larger().fills() != null) {
            headers.add("sequence-fills=" + gapIds(message, said.larger().fills()));
        }
        return Fingerprint.of(input, headers);
    }

    private static String gapIds(FeedReader.Message message, String places) {
        String series = message.key().exchange() + '.' + message.key().symbol() + '@';
        return series + places.replace(" ", " " + series);
    }

    /** The event of an input record. */
    static long event(ConsumerRecord<byte[], byte[]> input, FeedReader.Message message, Said said) {
        Verdict verdict = said.verdict();
        String exchange = message.key().exchange();
        String symbol = message.key().symbol();
        ObjectNode event = JSON.createObjectNode();
        event.put("event_type", verdict.type());
        event.put("exchange", exchange);
        event.put("symbol", symbol);
        event.put("expected_sequence", verdict.expected());
        event.put("actual_sequence", message.sequence());
        if (verdict.gapSize() != null) {
            event.put("gap_size", verdict.gapSize());
            event.put("severity", verdict.severity());
        }
        if (said.larger() != null) {
            addLarger(said.larger(), input, message, event);
        }
        event.put("timestamp", message.time().toString());
        event.put("last_timestamp", verdict.lastTimestamp().toString());
        event.putObject("source")
                .put("topic", input.topic())
                .put("partition", input.partition())
                .put("offset", input.offset());
        return Fingerprint.of(exchange + '.' + symbol, event.toString());
    }

    private static void addLarger(
            Said.Larger larger,
            ConsumerRecord<byte[], byte[]> input,
            FeedReader.Message message,
            ObjectNode event) {
        if (larger.cause() != null) {
            event.put("cause", larger.cause());
        }
        if (larger.missing() != null) {
            String place = input.topic() + '/' + input.partition() + '@' + input.offset();
            event.put("gap_id", gapIds(message, place));
            event.put("missing", larger.missing());
        }
        if (larger.fills() != null) {
            event.put("fills", gapIds(message, larger.fills()));
        }
    }

    /** The dead letter of an input record. */
    static long deadLetter(ConsumerRecord<byte[], byte[]> input, String reason) {
        return Fingerprint.of(
                input, List.of(reason, input.topic(), input.partition() + "@" + input.offset()));
    }

    static long foundSequenced(ConsumerRecord<byte[], byte[]> output) {
        return Fingerprint.of(output, headers(output));
    }

    /** Times are equal that are written with more or fewer zeros. */
    static long foundEvent(ConsumerRecord<byte[], byte[]> output, JsonNode event) {
        ObjectNode sameTimes = event.deepCopy();
        for (String time : List.of("timestamp", "last_timestamp")) {
            sameTimes.put(time, Instant.parse(event.path(time).asText()).toString());
        }
        return Fingerprint.of(
                new String(output.key(), StandardCharsets.UTF_8), sameTimes.toString());
    }

    static long foundDeadLetter(ConsumerRecord<byte[], byte[]> output) {
        return Fingerprint.of(
                output,
                List.of(
                        text(output, "dead-letter-reason"),
                        text(output, "dead-letter-topic"),
                        text(output, "dead-letter-partition")
                                + '@'
                                + text(output, "dead-letter-offset")));
    }

    static JsonNode parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON in " + record.topic(), e);
        }
    }

    /** A header's text; empty where there is none. */
    static String text(ConsumerRecord<?, ?> record, String header) {
        Header last = record.headers().lastHeader(header);
        return last == null ? "" : new String(last.value(), StandardCharsets.UTF_8);
    }

    /** A whole record, for messages. */
    static String describe(ConsumerRecord<byte[], byte[]> record) {
        return record.topic()
                + '/'
                + record.partition()
                + '@'
                + record.offset()
                + ' '
                + headers(record)
                + ' '
                + (record.value() == null
                        ? "null"
                        : new String(record.value(), StandardCharsets.UTF_8));
    }

    private static List<String> headers(ConsumerRecord<?, ?> record) {
        List<String> lines = new ArrayList<>();
        record.headers().forEach(header -> lines.add(Fingerprint.line(header)));
        return lines;
    }
}
