package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.Endurance;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.FlinkCluster;
import com.k2.sequence.testing.server.SchemaRegistryServer;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The job jar in application mode with high availability, as on Kubernetes: {@code main} runs in
 * each JobManager that takes over, and what it throws would end the job and delete its state. So
 * JobManagers are killed while servers are unavailable, or something else is wrong.
 */
class ApplicationModeITCase {

    private static final Path JOB_JAR =
            Path.of(System.getProperty("job.jar", "job.jar is not set"));

    /** What the Kubernetes operator sets in application mode. */
    private static final Map<String, String> OPERATORS =
            Map.of(
                    "execution.submit-failed-job-on-application-error", "true",
                    "execution.shutdown-on-application-finish", "false");

    private static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"Tick\",\"fields\":["
                    + "{\"name\":\"symbol\",\"type\":\"string\"},"
                    + "{\"name\":\"number\",\"type\":\"long\"}]}";

    @RegisterExtension private static final Servers SERVERS = new Servers().withKafka();

    @TempDir private Path directory;
    private EmbeddedRedis redis;
    private FlinkCluster flink;
    private int jobManager;

    /** A server becomes unavailable, or comes back. */
    private interface Switch {
        void flip() throws Exception;
    }

    @BeforeEach
    void startRedis() throws IOException {
        redis = EmbeddedRedis.builder().start();
    }

    @AfterEach
    void stopServers() {
        for (AutoCloseable server : new AutoCloseable[] {flink, redis}) {
            if (server != null) {
                assertThatCode(server::close).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"stall, true"})
    void resumesFromItsCheckpointWhateverIsUnavailableAtAFailover(
            String onOutage, boolean asTheOperatorSets) throws Exception {
        assertResumes(onOutage, asTheOperatorSets);
    }

    @Endurance
    @ParameterizedTest
    @CsvSource({"stall, false", "continue, false", "continue, true"})
    void resumesAlsoByOtherSettings(String onOutage, boolean asTheOperatorSets) throws Exception {
        assertResumes(onOutage, asTheOperatorSets);
    }

    private void assertResumes(String onOutage, boolean asTheOperatorSets) throws Exception {
        TrackedFeed feed = feed(onOutage + '-' + asTheOperatorSets);
        feed.options().put("redis.on-outage", onOutage);
        feed.produce(1_000);
        String job = start(feed.options(), asTheOperatorSets);
        feed.awaitSequenced();
        Set<String> lineages = lineages(feed);

        failOver(job, redis::pause);
        if (onOutage.equals("continue")) {
            feed.produce(500);
            feed.awaitSequenced();
        }
        redis.resume();
        feed.produce(500);
        feed.awaitSequenced();
        flink.awaitCheckpoints(job, 1, Patience.LIMIT);

        failOver(job, SERVERS.kafka()::stop);
        SERVERS.kafka().start();
        flink.awaitAllTasksRunning(job, Patience.LIMIT);
        flink.awaitCheckpoints(job, flink.completedCheckpoints(job) + 1, Patience.LIMIT);
        feed.produce(500);

        feed.assertOutput();
        feed.assertRows();
        assertThat(lineages(feed)).isEqualTo(lineages).hasSize(1);
    }

    /**
     * The policy is about Redis: a message waits for its schema under both, and {@code main} asks
     * the registry the same question.
     */
    @Endurance
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void resumesFromItsCheckpointWhileTheRegistryIsUnavailable(boolean asTheOperatorSets)
            throws Exception {
        String name = "registry-" + asTheOperatorSets;
        Topics topics = new Topics(SERVERS.kafka().bootstrapServers());
        SERVERS.kafka().createTopic(name + ".in", 1);
        JobOptions.OUTPUTS.forEach(output -> SERVERS.kafka().createTopic(name + '.' + output, 1));
        try (SchemaRegistryServer registry = SchemaRegistryServer.start()) {
            registry.register(1, SCHEMA);
            String job = start(avroOptions(name, registry), asTheOperatorSets);
            topics.produce(ticks(name, 1, 2, 3));
            topics.awaitRecords(name + ".sequenced", 3, Patience.LIMIT);

            failOver(job, () -> registry.fail(503));
            topics.produce(ticks(name, 4, 6, 6));
            registry.fail(0);

            assertThat(topics.awaitRecords(name + ".sequenced", 6, Patience.LIMIT))
                    .extracting(
                            record ->
                                    new String(
                                            record.headers().lastHeader("sequence-event").value(),
                                            StandardCharsets.UTF_8))
                    .containsExactly("NORMAL", "NORMAL", "NORMAL", "NORMAL", "GAP", "DUPLICATE");
            assertThat(topics.readToEnd(name + ".dead-letters", Patience.LIMIT)).isEmpty();
        }
    }

    /** Options are wrong for a while, and then name a topic that is not there. */
    @Endurance
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void endsNoJobForWhatIsWrongAtAFailover(boolean asTheOperatorSets) throws Exception {
        TrackedFeed feed = feed("wrong-" + asTheOperatorSets);
        feed.options().put("startup.timeout", Patience.OPTION);
        feed.produce(500);
        String job = start(feed.options(), asTheOperatorSets);
        feed.awaitSequenced();
        awaitNoUncheckpointed(job);
        long checkpoint = flink.newestCheckpoint(job);

        feed.options().copy().put("redis.on-outage", "sometimes").writeTo(file());
        flink.killJobManager(jobManager);
        jobManager = flink.startJobManager();
        awaitLog("The job waits until its options are right", "redis.on-outage: 'sometimes'");
        feed.options().copy().put("sink.gaps.topic", "not-there").writeTo(file());

        awaitRestored(job, checkpoint);
        awaitLog("sink.gaps.topic: topic 'not-there' does not exist");
        feed.produce(500);
        feed.assertOutput();
        feed.assertRows();
    }

    @ParameterizedTest
    @CsvSource({
        "redis.on-outage, sometimes, redis.on-outage: 'sometimes'",
        "sink.gaps.topic, not-there, sink.gaps.topic: topic 'not-there' does not exist"
    })
    void saysAtTheFirstStartWhatIsWrongAndEnds(String option, String value, String message)
            throws Exception {
        TrackedFeed feed = feed("first-" + option);
        feed.options().put("startup.timeout", Patience.OPTION);
        flink = builder(feed.options().put(option, value), false).taskManagers(0).start();

        assertThat(flink.awaitJobManagerEnd(0, Patience.LIMIT)).isNotZero();
        assertThat(flink.jobManagerLog(0)).contains("The job was not started").contains(message);
    }

    @Test
    void waitsAtTheFirstStartForAServerThatIsUnavailable() throws Exception {
        TrackedFeed feed = feed("first-outage");
        feed.produce(500);
        redis.pause();
        flink = builder(feed.options(), false).taskManagers(1).start();
        flink.awaitJob(Patience.LIMIT);
        awaitLog("redis.uri: ");

        redis.resume();

        feed.assertOutput();
        feed.assertRows();
    }

    private TrackedFeed feed(String name) {
        TrackedFeed feed = new TrackedFeed(name, SERVERS.kafka(), redis.uri(), 2, 50).exactlyOnce();
        // A hung server is waited for that long at each failover.
        feed.options().put("startup.timeout", "3 s");
        // A producer waits that long for its brokers before the job restarts, else for a minute.
        feed.options().put("kafka.properties.max.block.ms", "10000");
        return feed;
    }

    private JobOptions avroOptions(String name, SchemaRegistryServer registry) {
        return new JobOptions()
                .put("kafka.bootstrap-servers", SERVERS.kafka().bootstrapServers())
                .put("kafka.group-id", name)
                .put("redis.uri", redis.uri().toString())
                .put("redis.key-prefix", name)
                .put("schema-registry.url", registry.url().toString())
                .put("source.a.topics", name + ".in")
                .put("source.a.format", "avro")
                .put("source.a.exchange", "asx")
                .put("source.a.symbol-field", "symbol")
                .put("source.a.sequence-field", "number")
                .put("sink.delivery-guarantee", "exactly-once")
                .put("sink.transactional-id-prefix", name)
                .outputs(name);
    }

    private static List<ProducerRecord<byte[], byte[]>> ticks(String name, int... numbers) {
        Schema schema = new Schema.Parser().parse(SCHEMA);
        return IntStream.of(numbers)
                .mapToObj(
                        number ->
                                new ProducerRecord<byte[], byte[]>(
                                        name + ".in",
                                        SchemaRegistryServer.message(
                                                1,
                                                new GenericRecordBuilder(schema)
                                                        .set("symbol", "A")
                                                        .set("number", (long) number)
                                                        .build())))
                .toList();
    }

    private Path file() {
        return directory.resolve("job.yaml");
    }

    private FlinkCluster.Builder builder(JobOptions options, boolean asTheOperatorSets)
            throws IOException {
        FlinkCluster.Builder builder =
                FlinkCluster.builder()
                        .highAvailability()
                        .configuration("execution.checkpointing.interval", "500 ms")
                        .configuration("web.refresh-interval", "100 ms")
                        .application(JOB_JAR, "--config", options.writeTo(file()).toString());
        if (asTheOperatorSets) {
            OPERATORS.forEach(builder::configuration);
        }
        return builder;
    }

    /**
     * @return the id of the job
     */
    private String start(JobOptions options, boolean asTheOperatorSets) throws IOException {
        flink = builder(options, asTheOperatorSets).taskManagers(1).start();
        String job = flink.awaitJob(Patience.LIMIT);
        flink.awaitCheckpoints(job, 1, Patience.LIMIT);
        return job;
    }

    /** Kills the JobManager; another one takes over and finds a server unavailable. */
    private void failOver(String job, Switch outage) throws Exception {
        awaitNoUncheckpointed(job);
        long checkpoint = flink.newestCheckpoint(job);
        flink.killJobManager(jobManager);
        outage.flip();
        jobManager = flink.startJobManager();
        awaitRestored(job, checkpoint);
        awaitLog("Found at the start, which goes on");
    }

    /** All that was written before is in a checkpoint once another one has begun after it. */
    private void awaitNoUncheckpointed(String job) throws IOException {
        flink.awaitCheckpoints(job, flink.completedCheckpoints(job) + 2, Patience.LIMIT);
    }

    private void awaitRestored(String job, long checkpoint) {
        Patience.await()
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () ->
                                assertThat(flink.restoredCheckpoint(job))
                                        .isGreaterThanOrEqualTo(checkpoint));
    }

    private void awaitLog(String... texts) {
        Patience.await()
                .untilAsserted(() -> assertThat(flink.jobManagerLog(jobManager)).contains(texts));
    }

    private Set<String> lineages(TrackedFeed feed) {
        Patience.await().untilAsserted(() -> assertThat(feed.rows()).isNotEmpty());
        return feed.rows().values().stream()
                .map(row -> row.get("lineage"))
                .collect(Collectors.toSet());
    }
}
