package com.k2.sequence.operator;

import static com.k2.sequence.operator.engine.TestInputs.key;
import static com.k2.sequence.operator.engine.TestInputs.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.engine.SourceRule;
import com.k2.sequence.redis.layout.RowTexts;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import com.k2.sequence.tracking.numbers.MessageKind;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.NumberScheme;
import com.k2.sequence.tracking.rule.ResetRule;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the larger rule remembers, and where a message stands in its record, outlive the job. */
@Timeout(120)
class LargerRuleOperatorTest {

    private static final LargerRule WITH_MEMORY =
            new LargerRule(
                    null,
                    HeartbeatNumber.NEXT,
                    SequenceNumbers.NO_NUMBER,
                    false,
                    ResetRule.NONE,
                    8,
                    GapSeverity.ALERT);

    private static final SourceRule CONTIGUOUS = rule(NumberScheme.CONTIGUOUS);
    private static final SourceRule CHAINED = rule(NumberScheme.CHAINED);

    private final Map<InstrumentKey, StoredSequence> rows = new HashMap<>();
    private OperatorHarness operator;

    private static SourceRule rule(NumberScheme scheme) {
        return new SourceRule(
                "ticks", new TrackingRule(scheme, BigDecimal.ZERO, 10, 100, 1000, WITH_MEMORY));
    }

    @AfterEach
    void close() throws Exception {
        if (operator != null) {
            operator.close();
        }
    }

    private OperatorHarness job(long lineage, SourceRule rule) throws Exception {
        OperatorHarness opened = OperatorHarness.on(rows).lineage(lineage).rules(rule).open();
        opened.answerAtOnce();
        return opened;
    }

    /** All that a job without Flink state gets of the one before: its rows, as text. */
    private void stop() throws Exception {
        operator.time(1_000);
        operator.close();
        operator = null;
        rows.replaceAll((key, row) -> RowTexts.readBack(row));
    }

    private void process(SequencedMessage... messages) throws Exception {
        for (SequencedMessage message : messages) {
            operator.process(message);
        }
        operator.runMails();
    }

    private static SequencedMessage of(
            String symbol, long first, long previous, MessageMarks marks, long offset, int index) {
        SequencedMessage plain = message(symbol, Math.max(first, 0), offset);
        return new SequencedMessage(
                plain.instrument(),
                first,
                first,
                plain.timestamp(),
                0,
                new MessageExtras(previous, marks, index),
                plain.record());
    }

    /** One of several messages in a record. */
    private static SequencedMessage part(String symbol, long number, long offset, int index) {
        return of(symbol, number, SequenceNumbers.NO_PREVIOUS, MessageMarks.NONE, offset, index);
    }

    private static SequencedMessage link(String symbol, long previous, long id, long offset) {
        return of(symbol, id, previous, MessageMarks.NONE, offset, MessageExtras.ALONE);
    }

    private static SequencedMessage inEpoch(String symbol, long number, String epoch, long offset) {
        return of(
                symbol,
                number,
                SequenceNumbers.NO_PREVIOUS,
                new MessageMarks(MessageKind.DATA, false, SequenceNumbers.NO_NUMBER, epoch),
                offset,
                MessageExtras.ALONE);
    }

    private static SequencedMessage heartbeat(String symbol, long next, long offset) {
        return of(
                symbol,
                next,
                SequenceNumbers.NO_PREVIOUS,
                new MessageMarks(MessageKind.HEARTBEAT, false, SequenceNumbers.NO_NUMBER, null),
                offset,
                MessageExtras.ALONE);
    }

    private Object value(String symbol, StateField field) {
        return field.of(rows.get(key(symbol)).state());
    }

    // ---- a job without Flink state

    @Test
    void whatIsMissingIsFilledByTheJobThatTakesTheRowUp() throws Exception {
        operator = job(1, CONTIGUOUS);
        process(message("A", 1, 0), message("A", 5, 1), message("A", 9, 2));
        stop();
        assertThat(value("A", StateFields.OPEN_GAPS)).isEqualTo("2-4 6-8");
        assertThat(value("A", StateFields.MISSING)).isEqualTo(6L);

        operator = job(2, CONTIGUOUS);
        process(
                message("A", 5, 1),
                message("A", 9, 2),
                message("A", 3, 3),
                message("A", 3, 4),
                message("A", 7, 5),
                message("A", 10, 6));

        assertThat(operator.output())
                .containsExactly(
                        "A:1:NORMAL:replayed",
                        "A:2:NORMAL:replayed",
                        "A:3:OUT_OF_ORDER",
                        "A:4:DUPLICATE",
                        "A:5:OUT_OF_ORDER",
                        "A:6:NORMAL");
        assertThat(operator.checked().get(2).verdict().detail().fills()).isEqualTo("ticks/0@1");
        stop();
        assertThat(value("A", StateFields.OPEN_GAPS)).isEqualTo("2 4 6 8");
        assertThat(rows.get(key("A")).base().state().memory()).isNotNull();
    }

    /** The base has them too: from it the job starts again that was restored from before. */
    @Test
    void aJobThatMetTheRowBeforeStartsFromTheGapsOfThen() throws Exception {
        operator = job(1, CONTIGUOUS);
        process(message("A", 1, 0), message("A", 5, 1));
        stop();
        operator = job(2, CONTIGUOUS);
        OperatorSubtaskState before = operator.checkpoint();
        process(message("A", 3, 2), message("A", 6, 3));
        stop();
        assertThat(value("A", StateFields.OPEN_GAPS)).isEqualTo("2 4");

        operator = OperatorHarness.on(rows).lineage(2).rules(CONTIGUOUS).restore(before, 1).open();
        operator.answerAtOnce();
        process(message("A", 3, 2), message("A", 3, 3));

        assertThat(operator.output()).containsExactly("A:2:OUT_OF_ORDER", "A:3:DUPLICATE");
    }

    @Test
    void aLinkThatIsMissingIsFilledByTheJobThatTakesTheRowUp() throws Exception {
        operator = job(1, CHAINED);
        process(link("A", -1, 10, 0), link("A", 30, 40, 1));
        stop();
        assertThat(value("A", StateFields.OPEN_GAPS)).isEqualTo("10>30");

        operator = job(2, CHAINED);
        process(link("A", 10, 20, 2), link("A", 40, 50, 3), link("A", 20, 30, 4));

        assertThat(operator.output())
                .containsExactly("A:2:OUT_OF_ORDER", "A:3:NORMAL", "A:4:OUT_OF_ORDER");
        stop();
        assertThat(value("A", StateFields.OPEN_GAPS)).isNull();
    }

    @Test
    void theEpochAndThoseBeforeItAreKnownToTheJobThatTakesTheRowUp() throws Exception {
        operator = job(1, CONTIGUOUS);
        process(inEpoch("A", 7, "s;1", 0), inEpoch("A", 1, "s 2", 1));
        stop();
        assertThat(value("A", StateFields.EPOCH)).isEqualTo("s 2");

        operator = job(2, CONTIGUOUS);
        process(inEpoch("A", 8, "s;1", 2), inEpoch("A", 2, "s 2", 3), inEpoch("A", 1, "s3", 4));

        assertThat(operator.output())
                .containsExactly("A:2:OUT_OF_ORDER", "A:3:NORMAL", "A:4:RESET");
    }

    /** A heartbeat says that 0 comes next: the last number is -1. */
    @Test
    void whatComesNextIsKnownToTheJobThatTakesTheRowUp() throws Exception {
        operator = job(1, CONTIGUOUS);
        process(heartbeat("A", 0, 0));
        stop();
        assertThat(rows.get(key("A")).state().lastSequence()).isEqualTo(-1);

        operator = job(2, CONTIGUOUS);
        process(message("A", 2, 1));

        assertThat(operator.output()).containsExactly("A:1:GAP");
        assertThat(operator.checked().get(0).verdict().gapSize()).isEqualTo(2);
    }

    // ---- several messages in a record

    @Test
    void theJobThatTakesTheRowUpKnowsWhichMessagesOfARecordWereTracked() throws Exception {
        operator = job(1, CONTIGUOUS);
        process(part("A", 1, 0, 0), part("A", 2, 0, 2), part("A", 5, 1, 0));
        stop();
        assertThat(rows.get(key("A")).position()).hasToString("ticks/0@1#0");
        assertThat(value("A", StateFields.GAP_TICKETS).toString()).startsWith("ticks/0@1#0,");

        operator = job(2, CONTIGUOUS);
        process(
                part("A", 1, 0, 0),
                part("A", 2, 0, 2),
                part("A", 5, 1, 0),
                part("A", 6, 1, 1),
                message("A", 7, 2));

        assertThat(operator.output())
                .containsExactly(
                        "A:0:NORMAL:replayed",
                        "A:0:NORMAL:replayed",
                        "A:1:NORMAL:replayed",
                        "A:1:NORMAL",
                        "A:2:NORMAL");
        stop();
        assertThat(rows.get(key("A")).position()).hasToString("ticks/0@2");
        assertThat(rows.get(key("A")).base().position()).hasToString("ticks/0@1#0");
    }

    /** A record that was read as one message counts as the first of several. */
    @Test
    void theFirstMessageOfARecordWasTrackedWhereTheRecordWas() throws Exception {
        operator = job(1, CONTIGUOUS);
        process(message("A", 1, 0));
        stop();

        operator = job(2, CONTIGUOUS);
        process(part("A", 1, 0, 0), part("A", 2, 0, 1));

        assertThat(operator.output()).containsExactly("A:0:NORMAL:replayed", "A:0:NORMAL");
    }

    // ---- savepoints

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSavepointHasWhatIsMissingAtAnyParallelism(boolean onRocksDb) throws Exception {
        List<String> symbols = List.of("A", "B", "C", "D", "E", "F", "G", "H");
        operator = subtask(onRocksDb, 0, 1, null);
        for (String symbol : symbols) {
            process(
                    part(symbol, 1, 0, 0),
                    part(symbol, 5, 0, 1),
                    inEpoch(symbol, 6, "s-1", 1),
                    part(symbol, 9, 2, 3));
        }
        OperatorSubtaskState savepoint = operator.checkpoint();
        operator.close();

        // Rows are of no use to it.
        rows.clear();
        List<String> output = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            operator = subtask(onRocksDb, subtask, 2, savepoint);
            for (String symbol : symbols) {
                if (OperatorHarness.subtaskOf(symbol, 2) == subtask) {
                    process(
                            part(symbol, 3, 3, 0),
                            part(symbol, 3, 3, 1),
                            inEpoch(symbol, 7, "s-1", 4),
                            inEpoch(symbol, 1, "s-2", 5));
                }
            }
            assertThat(operator.store().lookups).isEmpty();
            output.addAll(operator.output());
            operator.checkpoint();
            operator.close();
        }
        operator = null;

        List<String> expected = new ArrayList<>();
        for (String symbol : symbols) {
            expected.add(symbol + ":3:OUT_OF_ORDER");
            expected.add(symbol + ":3:DUPLICATE");
            expected.add(symbol + ":4:OUT_OF_ORDER");
            expected.add(symbol + ":5:RESET");
            assertThat(rows.get(key(symbol)).position())
                    .isEqualTo(new SourcePosition("ticks", 0, 5));
            assertThat(value(symbol, StateFields.EPOCH)).isEqualTo("s-2");
        }
        assertThat(output).containsExactlyInAnyOrderElementsOf(expected);
    }

    private OperatorHarness subtask(
            boolean onRocksDb, int subtask, int parallelism, OperatorSubtaskState restored)
            throws Exception {
        OperatorHarness.Builder builder =
                OperatorHarness.on(rows)
                        .rules(CONTIGUOUS)
                        .stateBackend(
                                onRocksDb
                                        ? new EmbeddedRocksDBStateBackend()
                                        : new HashMapStateBackend())
                        .subtask(subtask, parallelism);
        OperatorHarness opened = (restored == null ? builder : builder.restore(restored, 1)).open();
        opened.answerAtOnce();
        return opened;
    }
}
