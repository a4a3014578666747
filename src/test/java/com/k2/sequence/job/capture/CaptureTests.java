package com.k2.sequence.job.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.job.SequenceTrackingJob;
import com.k2.sequence.testing.Captures;
import com.k2.sequence.testing.Captures.Capture;
import com.k2.sequence.testing.ExpectedOutput;
import com.k2.sequence.testing.FeedDescription;
import com.k2.sequence.testing.FeedDescription.Message;
import com.k2.sequence.testing.FeedDescription.UnreadableException;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.RedisRows;
import com.k2.sequence.testing.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole job over recorded feeds, from Kafka to Kafka and Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CaptureTests {

    @RegisterExtension
    private static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setConfiguration(clusterConfiguration())
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path directory;

    private final Supplier<Captures> captures;
    private final int kucoinTickers;
    private final int binanceTrades;

    private EmbeddedKafka kafka;
    private EmbeddedRedis redis;
    private Topics topics;
    private CaptureFeeds feeds;
    private Map<String, List<ConsumerRecord<byte[], byte[]>>> inputs;

    /**
     * @param captures the feeds; skips the test where they are not there
     * @param kucoinTickers how many tickers with a number KuCoin's messages hold
     * @param binanceTrades how many trades Binance's mixed messages hold
     */
    CaptureTests(Supplier<Captures> captures, int kucoinTickers, int binanceTrades) {
        this.captures = captures;
        this.kucoinTickers = kucoinTickers;
        this.binanceTrades = binanceTrades;
    }

    /** What was found of a message, in the feed's order. */
    private record Checked(String exchange, String symbol, String sequence, String verdict) {}

    @BeforeAll
    void startServersAndFillTopics() throws IOException {
        feeds = new CaptureFeeds(captures.get());
        kafka = EmbeddedKafka.builder().property("message.max.bytes", "10485760").start();
        redis = EmbeddedRedis.builder().start();
        topics = new Topics(kafka.bootstrapServers());
        inputs = new HashMap<>();
        for (String topic : feeds.topics()) {
            kafka.createTopic(topic, 1);
            topics.produce(feeds.records(topic));
            inputs.put(topic, read(topic));
        }
    }

    @AfterAll
    void stopServers() {
        for (AutoCloseable server : new AutoCloseable[] {redis, kafka}) {
            if (server != null) {
                assertThatCode(server::close).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, exactly-once", "2, at-least-once", "4, exactly-once"})
    void findsInRealFeedsWhatOneSequentialReaderFinds(
            int parallelism, String guarantee, @InjectMiniCluster MiniCluster flink)
            throws Exception {
        Map<String, List<Checked>> found = new HashMap<>();
        TestStreamEnvironment environment = new TestStreamEnvironment(flink, parallelism);
        found.putAll(run(environment, "normalised-" + parallelism, guarantee, feeds.normalised()));
        environment = new TestStreamEnvironment(flink, parallelism);
        found.putAll(run(environment, "raw-" + parallelism, guarantee, feeds.apartAndRaw()));

        assertCountsOfTheManifest(found);
        assertRawFeedsLikeTheirNormalisedTwins(found);
    }

    private Map<String, List<Checked>> run(
            TestStreamEnvironment environment,
            String name,
            String guarantee,
            List<FeedDescription> descriptions)
            throws Exception {
        JobOptions options =
                new JobOptions()
                        .put("kafka.bootstrap-servers", kafka.bootstrapServers())
                        .put("kafka.group-id", name)
                        .put("redis.uri", redis.uri().toString())
                        .put("redis.key-prefix", name)
                        .put("sink.delivery-guarantee", guarantee)
                        .put("sink.transactional-id-prefix", name)
                        .outputs(name);
        descriptions.forEach(options::feed);
        JobOptions.OUTPUTS.forEach(output -> kafka.createTopic(name + '.' + output, 1));
        environment.enableCheckpointing(500);
        SequenceTrackingJob.define(
                environment,
                "--config",
                options.writeTo(directory.resolve(name + ".yaml")).toString());
        environment.execute(name);

        List<ConsumerRecord<byte[], byte[]>> sequenced = read(name + ".sequenced");
        assertEverything(name, descriptions, sequenced);
        return checked(descriptions, sequenced);
    }

    private void assertEverything(
            String name,
            List<FeedDescription> descriptions,
            List<ConsumerRecord<byte[], byte[]>> sequenced) {
        ExpectedOutput expected = new ExpectedOutput();
        for (FeedDescription description : descriptions) {
            expected.read(description, inputs.get(description.topic()));
        }
        expected.assertSequenced(sequenced);
        expected.assertEvents("GAP", read(name + ".gaps"));
        expected.assertEvents("RESET", read(name + ".resets"));
        expected.assertEvents("DUPLICATE", read(name + ".duplicates"));
        expected.assertEvents("OUT_OF_ORDER", read(name + ".out-of-order"));
        expected.assertDeadLetters(read(name + ".dead-letters"));
        expected.assertRows(RedisRows.read(redis.uri(), name));
    }

    /** What the job has said of each message with a number, by feed, in the feed's order. */
    private Map<String, List<Checked>> checked(
            List<FeedDescription> descriptions, List<ConsumerRecord<byte[], byte[]>> sequenced)
            throws UnreadableException {
        Map<String, ConsumerRecord<byte[], byte[]>> byId = new HashMap<>();
        sequenced.forEach(record -> byId.put(ExpectedOutput.id(record), record));
        Map<String, List<Checked>> byFeed = new HashMap<>();
        for (FeedDescription description : descriptions) {
            List<Checked> checked = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> input : inputs.get(description.topic())) {
                ConsumerRecord<byte[], byte[]> output = byId.get(ExpectedOutput.id(input));
                Message message = output == null ? null : description.read(output);
                if (message != null) {
                    checked.add(
                            new Checked(
                                    message.key().exchange(),
                                    message.key().symbol(),
                                    message.sequence().toString(),
                                    ExpectedOutput.text(output, "sequence-event")));
                }
            }
            byFeed.put(description.name(), checked);
        }
        return byFeed;
    }

    private void assertCountsOfTheManifest(Map<String, List<Checked>> found) {
        for (Capture capture : feeds.normalisedCaptures()) {
            Map<String, Long> counts = new HashMap<>();
            found.get(CaptureFeeds.name(capture))
                    .forEach(message -> counts.merge(message.verdict(), 1L, Long::sum));
            assertThat(counts).as(capture.file()).isEqualTo(capture.reference());
        }
    }

    private void assertRawFeedsLikeTheirNormalisedTwins(Map<String, List<Checked>> found) {
        assertTwins(found, "coinbase_raw", "coinbase_sequence", twin -> true);
        assertTwins(found, "kucoin_raw", "kucoin_l2", twin -> true);
        assertTwins(found, CaptureFeeds.HITBTC_RAW, "hitbtc_4feeds", twin -> true);
        for (String venue : List.of("spot", "usdm", "coinm")) {
            assertTwins(
                    found,
                    "binance_" + venue + "_trades_raw",
                    "binance_trades",
                    twin -> twin.exchange().equalsIgnoreCase("binance_" + venue));
        }
        List<Checked> kraken =
                found.get("krakenfutures_raw").stream().map(CaptureTests::withoutFeed).toList();
        assertLike(kraken, found.get("krakenfutures_book"));
        // Without a twin: a ticker, and trades among messages of other kinds.
        assertThat(found.get("kucoin-ticker")).hasSize(kucoinTickers);
        assertThat(found.get("binance_spot_btcusdt_raw")).hasSize(binanceTrades);
    }

    private static void assertTwins(
            Map<String, List<Checked>> found,
            String raw,
            String normalised,
            Predicate<Checked> shared) {
        assertLike(found.get(raw), found.get(normalised).stream().filter(shared).toList());
    }

    /** One by one the same symbols, numbers and verdicts; the exchange is called differently. */
    private static void assertLike(List<Checked> raw, List<Checked> normalised) {
        assertThat(raw)
                .isNotEmpty()
                .extracting(Checked::symbol, Checked::sequence, Checked::verdict)
                .isEqualTo(
                        normalised.stream()
                                .map(twin -> tuple(twin.symbol(), twin.sequence(), twin.verdict()))
                                .toList());
    }

    private static Checked withoutFeed(Checked message) {
        String product = message.symbol().substring(0, message.symbol().indexOf('.'));
        return new Checked(message.exchange(), product, message.sequence(), message.verdict());
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return topics.readOnceCommitted(topic, Patience.LIMIT);
    }

    private static Configuration clusterConfiguration() {
        Configuration configuration = new Configuration();
        // Twenty sources in one job need more buffers than a small cluster has.
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(192));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(192));
        return configuration;
    }
}
