package com.k2.sequence.job.capture;

import com.k2.sequence.testing.Captures;
import com.k2.sequence.testing.Captures.Capture;
import com.k2.sequence.testing.ExpectedOutput;
import com.k2.sequence.testing.FeedDescription;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Recorded feeds as topics, and the options by which the job reads each as it is. */
final class CaptureFeeds {

    static final String HITBTC_RAW = "hitbtc_raw";

    private static final List<String> HITBTC_CONNECTIONS = List.of("A", "B", "C", "D");

    /** Normalised feeds that have keys in common with others, so that they need a job apart. */
    private static final List<String> APART =
            List.of("coinbase_tradeid", "kucoin_mixed_channels", "iex_deep_packets");

    private final Captures captures;

    CaptureFeeds(Captures captures) {
        this.captures = captures;
    }

    /** The first job's: normalised feeds without a key in common. */
    List<FeedDescription> normalised() {
        return captures.normalised().stream()
                .map(CaptureFeeds::name)
                .filter(name -> !APART.contains(name))
                .map(CaptureFeeds::normalised)
                .toList();
    }

    /** The second job's: the other normalised feeds, and the exchanges' own messages. */
    List<FeedDescription> apartAndRaw() {
        List<FeedDescription> feeds =
                new ArrayList<>(APART.stream().map(CaptureFeeds::normalised).toList());
        feeds.add(raw("coinbase_raw", "/product_id", "/sequence").with("timestamp-field", "/time"));
        feeds.add(
                raw("kucoin_raw", "/data/symbol", "/data/sequenceEnd")
                        .with("exchange", "kucoin l2")
                        .with("unsequenced", "drop"));
        // The ticker's symbol stands in its channel's name alone, its number is a string.
        feeds.add(
                raw("kucoin_raw", "/topic", "/data/sequence")
                        .called("kucoin-ticker")
                        .with("exchange", "kucoin ticker")
                        .with("unsequenced", "drop"));
        feeds.add(
                raw("krakenfutures_raw", "/product_id,/feed", "/seq")
                        .with("timestamp-field", "/timestamp"));
        feeds.add(
                raw(HITBTC_RAW, "/params/symbol", "/params/sequence")
                        .with("timestamp-field", "/params/timestamp"));
        for (String venue : List.of("spot", "usdm", "coinm")) {
            feeds.add(
                    raw("binance_" + venue + "_trades_raw", "/data/s", "/data/t")
                            .with("timestamp-field", "/data/E"));
        }
        feeds.add(
                raw("binance_spot_btcusdt_raw", "/data/s", "/data/t")
                        .with("timestamp-field", "/data/E"));
        return feeds;
    }

    /** All topics of all these feeds. */
    Set<String> topics() {
        return Stream.concat(normalised().stream(), apartAndRaw().stream())
                .map(FeedDescription::topic)
                .collect(Collectors.toSet());
    }

    /** What a feed's topic holds, each record named by capture and line. */
    List<ProducerRecord<byte[], byte[]>> records(String topic) {
        List<byte[]> messages = topic.equals(HITBTC_RAW) ? hitbtcByArrival() : messages(topic);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(messages.size());
        for (byte[] message : messages) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, null, message);
            String id = topic + '#' + records.size();
            record.headers().add(ExpectedOutput.ID_HEADER, id.getBytes(StandardCharsets.UTF_8));
            records.add(record);
        }
        return records;
    }

    /** The captures whose counts are known. */
    List<Capture> normalisedCaptures() {
        return captures.normalised();
    }

    static String name(Capture capture) {
        return capture.file().replace(".jsonl.gz", "");
    }

    /**
     * The messages of four connections in the order in which they arrived, which the normalised
     * feed shows: a connection's next message with a number stands behind those without before it.
     */
    private List<byte[]> hitbtcByArrival() {
        Map<String, Iterator<byte[]>> connections = new HashMap<>();
        for (String connection : HITBTC_CONNECTIONS) {
            connections.put(connection, messages("hitbtc_raw_" + connection).iterator());
        }
        List<byte[]> merged = new ArrayList<>();
        for (byte[] normalised : messages("hitbtc_4feeds")) {
            Iterator<byte[]> connection = connections.get(connectionOf(normalised));
            byte[] message;
            do {
                message = connection.next();
                merged.add(message);
            } while (!text(message).contains("\"sequence\":"));
        }
        connections.values().forEach(rest -> rest.forEachRemaining(merged::add));
        return merged;
    }

    private static String connectionOf(byte[] normalised) {
        String text = text(normalised);
        return HITBTC_CONNECTIONS.stream()
                .filter(connection -> text.contains("\"feed\":\"" + connection + '"'))
                .findFirst()
                .orElseThrow();
    }

    private List<byte[]> messages(String name) {
        return captures.get(name + ".jsonl.gz").messages();
    }

    private static FeedDescription normalised(String name) {
        return FeedDescription.of(
                name,
                name,
                "exchange-field",
                "/exchange",
                "symbol-field",
                "/symbol",
                "sequence-field",
                "/sequence",
                "timestamp-field",
                "/timestamp",
                "bounded",
                "true");
    }

    private static FeedDescription raw(String name, String symbolField, String sequenceField) {
        return FeedDescription.of(
                name,
                name,
                "exchange",
                name,
                "symbol-field",
                symbolField,
                "sequence-field",
                sequenceField,
                "bounded",
                "true");
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }
}
