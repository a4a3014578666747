package com.k2.sequence.job.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.testing.ExpectedOutput;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.RecordedFeed;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import com.k2.sequence.venue.VenueProfile;
import com.k2.sequence.venue.VenueProfile.Companion;
import com.k2.sequence.venue.VenueProfiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/** The whole job on feeds of venue profiles: what comes out is what each sample says. */
class VenueFeedsITCase {

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(1);

    private static final Path SAMPLES = Path.of("src/test/resources/venues");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of every scheme and kind of message. */
    private static final List<String> VENUES =
            List.of(
                    "okx-books",
                    "binance-usdm-depth",
                    "binance-spot-depth",
                    "moldudp64",
                    "opra",
                    "dydx",
                    "fix-session",
                    "phemex-orderbook");

    private final Topics topics = new Topics(SERVERS.kafka().bootstrapServers());

    @Test
    void everyLineOfASampleHasItsVerdict() throws Exception {
        JobOptions options = options("samples");
        Map<String, String> expected = new TreeMap<>();
        for (String venue : VENUES) {
            Map<String, String> needed = needed(venue);
            options.put("source." + venue + ".venue", venue);
            needed.forEach((option, value) -> options.put("source." + venue + '.' + option, value));
            List<String> lines = Files.readAllLines(SAMPLES.resolve(venue + ".jsonl"));
            feed(options, venue, "samples." + venue, lines);
            List<String> verdicts = RecordedFeed.ofVenue(venue, needed).verdicts(lines);
            for (int line = 0; line < lines.size(); line++) {
                String written = asWritten(verdicts.get(line));
                if (!written.isEmpty()) {
                    expected.put(venue + '@' + line, written);
                }
            }
        }

        run(options);

        assertThat(written("samples")).isEqualTo(expected);
        long gaps =
                expected.values().stream()
                        .flatMap(verdicts -> Arrays.stream(verdicts.split(" \\+ ")))
                        .filter(verdict -> verdict.startsWith("GAP"))
                        .count();
        List<JsonNode> events = events("samples.gaps");
        assertThat(events).hasSize((int) gaps);
        assertThat(events).allMatch(event -> event.hasNonNull("gap_id"));
        assertThat(events).anyMatch(event -> !event.has("gap_size"));
        assertThat(events("samples.resets")).allMatch(event -> event.hasNonNull("cause"));
        assertThat(openGaps("samples")).isNotEmpty();
    }

    /**
     * As channel and instrument of one packet: each record is written once, and both are checked.
     */
    @Test
    void twoSourcesCheckOneTopic() throws Exception {
        JobOptions options = options("twice");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            // The channel lacks 10; the instrument lacks 3 of its own.
            lines.add(
                    "{\"ch\":\"c\",\"n\":%d,\"id\":7,\"r\":%d}"
                            .formatted(i < 10 ? i : i + 1, i < 5 ? i : i + 3));
        }
        feed(options, "channel", "twice.in", lines);
        options.put("source.channel.exchange", "venue")
                .put("source.channel.symbol-field", "/ch")
                .put("source.channel.sequence-field", "/n");
        options.put("source.instrument.topics", "twice.in")
                .put("source.instrument.bounded", "true")
                .put("source.instrument.exchange", "venue")
                .put("source.instrument.symbol-field", "/id")
                .put("source.instrument.sequence-field", "/r")
                .put("source.instrument.sequenced", "false");

        run(options);

        assertThat(written("twice")).hasSize(20);
        assertThat(events("twice.gaps"))
                .extracting(event -> event.get("symbol").asText() + event.get("gap_size").asText())
                .containsExactlyInAnyOrder("c1", "73");
    }

    /** The good messages of a record are checked; the bad ones are one dead letter of it. */
    @Test
    void aBatchLosesOnlyWhatCantBeRead() throws Exception {
        JobOptions options = options("batch");
        feed(
                options,
                "batch",
                "batch.in",
                List.of(
                        "[{\"s\":\"A\",\"n\":1},{\"s\":\"A\",\"n\":2.5},{\"s\":\"A\",\"n\":3},{\"s\":\"B\",\"n\":7}]",
                        "[{\"s\":\"A\",\"n\":4},{\"n\":5},7,{\"s\":\"B\",\"n\":8}]"));
        options.put("source.batch.exchange", "venue")
                .put("source.batch.symbol-field", "/*/s")
                .put("source.batch.sequence-field", "/*/n");

        run(options);

        assertThat(written("batch"))
                .isEqualTo(
                        Map.of(
                                "batch@0", "NORMAL + GAP 1 + NORMAL",
                                "batch@1", "NORMAL + NORMAL"));
        assertThat(topics.readOnceCommitted("batch.dead-letters", Patience.LIMIT))
                .extracting(record -> header(record, "dead-letter-index"))
                .containsExactlyInAnyOrder("1", "1");
        assertThat(events("batch.gaps"))
                .extracting(event -> event.get("source").get("index").asInt())
                .containsExactly(2);
    }

    private static JobOptions options(String name) {
        JobOptions options = new JobOptions();
        for (String output : JobOptions.OUTPUTS) {
            SERVERS.kafka().createTopic(name + '.' + output, 1);
        }
        return options.put("kafka.bootstrap-servers", SERVERS.kafka().bootstrapServers())
                .put("kafka.group-id", name)
                .put("redis.uri", SERVERS.redis().uri().toString())
                .put("redis.key-prefix", name)
                .outputs(name);
    }

    private static Map<String, String> needed(String venue) {
        VenueProfile profile = VenueProfiles.find(venue);
        Map<String, String> needed = new HashMap<>();
        for (Companion need : profile.needs()) {
            needed.put(need.option(), need.suggested());
        }
        return needed;
    }

    /** Puts lines into a topic, each with a name of its own, and has a source read it. */
    private void feed(JobOptions options, String source, String topic, List<String> lines) {
        SERVERS.kafka().createTopic(topic, 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(
                            topic,
                            0,
                            RecordedFeed.RECORD_MILLIS,
                            bytes("key"),
                            bytes(lines.get(line)));
            record.headers().add(ExpectedOutput.ID_HEADER, bytes(source + '@' + line));
            records.add(record);
        }
        topics.produce(records);
        options.put("source." + source + ".topics", topic)
                .put("source." + source + ".bounded", "true");
    }

    private static void run(JobOptions options) throws Exception {
        Configuration noRestart =
                new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        RunningJob job = SERVERS.flink().submit(noRestart, 1, options.arguments());
        job.awaitEnd();
    }

    /** What the sequenced topic must say of a line: causes are in events, and see below. */
    private static String asWritten(String verdicts) {
        List<String> all = List.of(verdicts.split(" \\+ "));
        return all.stream()
                .filter(verdict -> !verdict.startsWith("DEAD_LETTER"))
                // Where others of its record are messages it is not written for itself.
                .filter(verdict -> all.size() == 1 || !verdict.equals("UNSEQUENCED"))
                .map(verdict -> verdict.startsWith("RESET") ? "RESET" : verdict)
                .collect(Collectors.joining(" + "));
    }

    private Map<String, String> written(String name) {
        Map<String, Map<Integer, String>> byLine = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                topics.readOnceCommitted(name + ".sequenced", Patience.LIMIT)) {
            String index = header(record, "sequence-message");
            String verdict = verdict(record);
            assertThat(
                            byLine.computeIfAbsent(
                                            header(record, ExpectedOutput.ID_HEADER),
                                            line -> new TreeMap<>())
                                    .put(index == null ? 0 : Integer.parseInt(index), verdict))
                    .isNull();
        }
        Map<String, String> written = new TreeMap<>();
        byLine.forEach(
                (line, verdicts) -> written.put(line, String.join(" + ", verdicts.values())));
        return written;
    }

    private static String verdict(ConsumerRecord<byte[], byte[]> record) {
        String event = header(record, "sequence-event");
        return switch (event) {
            case "GAP" -> {
                String size = header(record, "sequence-gap-size");
                yield "GAP " + (size == null ? "?" : size);
            }
            case "DUPLICATE" ->
                    header(record, "sequence-duplicate") == null ? event : event + " expected";
            case "OUT_OF_ORDER" ->
                    header(record, "sequence-fills") == null ? event : event + " fills";
            default -> event;
        };
    }

    private List<JsonNode> events(String topic) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record :
                topics.readOnceCommitted(topic, Patience.LIMIT)) {
            events.add(JSON.readTree(record.value()));
        }
        return events;
    }

    /** What rows say is missing. */
    private static List<String> openGaps(String prefix) {
        try (RedisClient redis = RedisClient.create(SERVERS.redis().uri())) {
            return redis.keys(prefix + ":*").stream()
                    .map(key -> redis.hget(key, "open_gaps"))
                    .filter(gaps -> gaps != null)
                    .toList();
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
