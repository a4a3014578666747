package com.k2.sequence.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.TimestampFormat;
import com.k2.sequence.decode.json.JsonMessageDecoder;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.message.UnsequencedPolicy;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.wire.WireTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodeFunctionTest {

    private static final FeedFields FIELDS =
            new FeedFields(
                    "asx",
                    null,
                    List.of(JsonPointer.compile("/symbol")),
                    null,
                    JsonPointer.compile("/seq"),
                    null);

    private static final SourceRecord SEQUENCED = TestRecords.of("{\"symbol\":\"BHP\",\"seq\":7}");
    private static final SourceRecord UNSEQUENCED = TestRecords.of("{\"type\":\"heartbeat\"}");
    private static final SourceRecord MALFORMED = TestRecords.of("secret");

    private static final Logger LOGGER = (Logger) LogManager.getLogger(DecodeFunction.class);

    private final Level usualLevel = LOGGER.getLevel();

    /** Counters by the group they are in and their name. */
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    private final Map<String, Gauge<?>> gauges = new ConcurrentHashMap<>();
    private final List<Logger> also = new ArrayList<>();
    private final LogLines log = new LogLines();
    private boolean open = true;
    private OneInputStreamOperatorTestHarness<SourceRecord, SequencedMessage> harness;

    @BeforeEach
    void captureLog() {
        log.start();
        LOGGER.addAppender(log);
        LOGGER.setLevel(Level.WARN);
    }

    @AfterEach
    void close() throws Exception {
        LOGGER.removeAppender(log);
        LOGGER.setLevel(usualLevel);
        also.forEach(logger -> logger.removeAppender(log));
        if (open) {
            harness.close();
        }
    }

    private void open(UnsequencedPolicy policy) throws Exception {
        open(policy, FIELDS);
    }

    private void open(UnsequencedPolicy policy, FeedFields fields) throws Exception {
        MockEnvironment environment =
                new MockEnvironmentBuilder().setMetricGroup(metrics()).build();
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(
                                new DecodeFunction(
                                        "asx",
                                        fields,
                                        policy,
                                        1000,
                                        JsonMessageDecoder::new,
                                        false)),
                        environment);
        harness.setup(
                WireTypes.SEQUENCED_MESSAGE.createSerializer(
                        environment.getExecutionConfig().getSerializerConfig()));
        harness.open();
    }

    private TaskMetricGroup metrics() {
        TestingMetricRegistry registry =
                TestingMetricRegistry.builder().setRegisterConsumer(this::register).build();
        return TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "host", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
    }

    private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
        if (metric instanceof Gauge<?> gauge) {
            gauges.put(name, gauge);
        }
        if (metric instanceof Counter counter) {
            String reason = group.getAllVariables().get("<reason>");
            counters.put(reason == null ? name : name + '/' + reason, counter);
        }
    }

    private void process(SourceRecord record) throws Exception {
        harness.processElement(new StreamRecord<>(record));
    }

    private <T> List<T> sideOutput(OutputTag<T> tag) {
        return harness.getSideOutput(tag) == null
                ? List.of()
                : harness.getSideOutput(tag).stream().map(StreamRecord::getValue).toList();
    }

    private long count(String counter) {
        return counters.get(counter).getCount();
    }

    @Test
    void routesEachRecordAndLosesNoNeighbour() throws Exception {
        open(UnsequencedPolicy.PASS);

        process(SEQUENCED);
        process(MALFORMED);
        process(UNSEQUENCED);
        process(TestRecords.of(new byte[1001]));
        process(SEQUENCED);

        SequencedMessage message =
                new SequencedMessage(
                        new InstrumentKey("asx", "BHP"),
                        7,
                        TestRecords.TIMESTAMP * 1_000_000,
                        SEQUENCED);
        assertThat(harness.extractOutputValues()).containsExactly(message, message);
        assertThat(sideOutput(DecodeOutputs.UNSEQUENCED))
                .containsExactly(CheckedRecord.unsequenced(UNSEQUENCED));
        assertThat(sideOutput(DecodeOutputs.DEAD_LETTERS))
                .extracting(DeadLetter::reason)
                .containsExactly(Reason.MALFORMED, Reason.TOO_LARGE);
        assertThat(count("unsequenced")).isEqualTo(1);
        assertThat(count("dead_letters/malformed")).isEqualTo(1);
        assertThat(count("dead_letters/too-large")).isEqualTo(1);
        assertThat(count("dead_letters/missing-field")).isZero();
        assertThat(count("dead_letters/invalid-sequence")).isZero();
        assertThat(count("dead_letters/invalid-timestamp")).isZero();
    }

    @ParameterizedTest
    @EnumSource(UnsequencedPolicy.class)
    void doesWithUnsequencedMessagesAsConfigured(UnsequencedPolicy policy) throws Exception {
        open(policy);

        process(UNSEQUENCED);

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(sideOutput(DecodeOutputs.UNSEQUENCED))
                .hasSize(policy == UnsequencedPolicy.PASS ? 1 : 0);
        assertThat(sideOutput(DecodeOutputs.DEAD_LETTERS))
                .hasSize(policy == UnsequencedPolicy.DEAD_LETTER ? 1 : 0)
                .allSatisfy(
                        deadLetter -> {
                            assertThat(deadLetter.record()).isSameAs(UNSEQUENCED);
                            assertThat(deadLetter.reason()).isEqualTo(Reason.MISSING_FIELD);
                            assertThat(deadLetter.message())
                                    .startsWith("/seq (sequence-field) is absent or null");
                        });
        assertThat(count("unsequenced")).isEqualTo(1);
        assertThat(count("dead_letters/missing-field"))
                .isEqualTo(policy == UnsequencedPolicy.DEAD_LETTER ? 1 : 0);
    }

    @Test
    void saysOnceThatASourceChecksNothingUntilItDoes() throws Exception {
        captureLogOf(SequenceFieldWatch.class);
        open(UnsequencedPolicy.PASS);
        SourceRecord inString = TestRecords.of("{\"type\":\"t\",\"data\":\"{\\\"seq\\\":1}\"}");

        for (int i = 1; i < 1000; i++) {
            process(inString);
        }
        assertThat(log.lines).isEmpty();
        assertThat(gauge(SequenceFieldWatch.SEQUENCE_FIELD_MISSING)).isZero();
        for (int i = 0; i < 2000; i++) {
            process(inString);
        }

        assertThat(log.lines)
                .containsExactly(
                        "Source asx checks nothing: none of the first 1,000 messages that this"
                                + " subtask read has /seq (source.asx.sequence-field). The last one"
                                + " has these fields: /type, /data (JSON inside a string). Such"
                                + " messages pass unchecked, as source.asx.unsequenced says");
        assertThat(gauge(SequenceFieldWatch.SEQUENCE_FIELD_MISSING)).isEqualTo(1);
        process(SEQUENCED);
        assertThat(gauge(SequenceFieldWatch.SEQUENCE_FIELD_MISSING)).isZero();
    }

    @Test
    void asksNothingMoreOfASourceThatHadANumber() throws Exception {
        captureLogOf(SequenceFieldWatch.class);
        open(UnsequencedPolicy.PASS);
        process(TestRecords.of("{\"symbol\":\"BHP\",\"seq\":-1}"));

        for (int i = 0; i < 2000; i++) {
            process(UNSEQUENCED);
        }

        assertThat(log.lines).noneMatch(line -> line.contains("checks nothing"));
        assertThat(gauge(SequenceFieldWatch.SEQUENCE_FIELD_MISSING)).isZero();
    }

    @Test
    void tenMinutesWithoutANumberAreEnough() {
        captureLogOf(SequenceFieldWatch.class);
        open = false;
        long[] now = {Long.MAX_VALUE - 5};
        TaskMetricGroup metrics = metrics();
        SequenceFieldWatch watch =
                new SequenceFieldWatch(
                        "asx", "/seq", UnsequencedPolicy.DROP, metrics, () -> now[0]);
        watch.missing(List::of);
        now[0] += TimeUnit.MINUTES.toNanos(10) - 1;
        watch.missing(List::of);
        assertThat(gauge(SequenceFieldWatch.SEQUENCE_FIELD_MISSING)).isZero();

        now[0]++;

        // No further message is needed for the metric.
        assertThat(gauge(SequenceFieldWatch.SEQUENCE_FIELD_MISSING)).isEqualTo(1);
        assertThat(log.lines).isEmpty();
        watch.missing(() -> List.of("/a"));
        assertThat(log.lines)
                .singleElement()
                .asString()
                .contains("first 3 messages", "/a", "dropped");
    }

    private void captureLogOf(Class<?> type) {
        Logger logger = (Logger) LogManager.getLogger(type);
        logger.addAppender(log);
        also.add(logger);
    }

    private int gauge(String name) {
        return (Integer) gauges.get(name).getValue();
    }

    @Test
    void logsAFewDeadLettersOfAStormWithoutTheirPayload() throws Exception {
        open(UnsequencedPolicy.PASS);

        for (int i = 0; i < 1000; i++) {
            process(MALFORMED);
        }

        assertThat(count("dead_letters/malformed")).isEqualTo(1000);
        // Of one interval, or of two if the machine is very slow.
        assertThat(log.lines).hasSizeBetween(10, 20);
        assertThat(log.lines.get(0))
                .startsWith(
                        "Dead letter from source asx at market.ticks.asx/0@42: malformed: the value")
                .doesNotContain("secret");
    }

    @Test
    void countsAndSaysOnceThatTimesAreTakenFromTheRecord() throws Exception {
        open(
                UnsequencedPolicy.PASS,
                new FeedFields(
                        "asx",
                        null,
                        List.of(JsonPointer.compile("/symbol")),
                        null,
                        JsonPointer.compile("/seq"),
                        JsonPointer.compile("/time"),
                        TimestampFormat.AUTO,
                        InvalidTimestamp.RECORD_TIME));

        process(SEQUENCED);
        process(TestRecords.of("{\"symbol\":\"BHP\",\"seq\":8,\"time\":90741726}"));
        process(TestRecords.of("{\"symbol\":\"BHP\",\"seq\":9,\"time\":1768125600}"));

        assertThat(harness.extractOutputValues())
                .extracting(SequencedMessage::timestamp)
                .containsExactly(
                        TestRecords.TIMESTAMP * 1_000_000,
                        TestRecords.TIMESTAMP * 1_000_000,
                        1_768_125_600_000_000_000L);
        assertThat(count("invalid_timestamps")).isEqualTo(2);
        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith(
                        "Source asx at market.ticks.asx/0@42: /time (timestamp-field) is absent");
    }

    private static final class LogLines extends AbstractAppender {

        private final List<String> lines = new ArrayList<>();

        LogLines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
        }
    }
}
