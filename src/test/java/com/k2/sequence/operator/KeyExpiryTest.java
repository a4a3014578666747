package com.k2.sequence.operator;

import static com.k2.sequence.operator.engine.TestInputs.key;
import static com.k2.sequence.operator.engine.TestInputs.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.operator.engine.ManualStore;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** State of keys goes once both sides may forget them, and what is left is counted. */
@Timeout(120)
class KeyExpiryTest {

    private static final long TTL = 1_000;

    private final Map<InstrumentKey, StoredSequence> rows = new HashMap<>();
    private OperatorHarness operator;
    private long time;

    @AfterEach
    void close() throws Exception {
        if (operator != null) {
            operator.close();
        }
    }

    private OperatorHarness.Builder builder() {
        return OperatorHarness.on(rows).stateTtlMillis(TTL);
    }

    private void open(OperatorHarness.Builder builder) throws Exception {
        operator = builder.open();
        operator.answerAtOnce();
        operator.time(time);
    }

    private void process(String symbol, long sequence, SourcePosition position) throws Exception {
        operator.process(message(symbol, sequence, position));
        operator.runMails();
    }

    private void process(String symbol, long sequence, long offset) throws Exception {
        process(symbol, sequence, new SourcePosition("ticks", 0, offset));
    }

    private OperatorSubtaskState checkpoint() throws Exception {
        OperatorSubtaskState state = operator.checkpoint();
        operator.runMails();
        return state;
    }

    private void pass(long millis) throws Exception {
        for (long end = time + millis; time < end; ) {
            time += 10;
            operator.time(time);
        }
    }

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aKeyWithoutMessagesAndRowIsNewOnBothSides(StateBackend backend) throws Exception {
        open(builder().stateBackend(backend).maxWarmKeysHeld(1));
        process("A", 100, new SourcePosition("ticks", 1, 0));
        process("A", 101, 0); // a move
        process("B", 100, 1);
        checkpoint();
        pass(TTL / 2);
        process("B", 101, 2);
        checkpoint();
        rows.clear(); // as their time to live has ended
        pass(TTL / 2 + 200);
        assertThat(operator.keys()).isEqualTo(1);

        process("A", 7, 3);
        process("B", 103, 4);
        checkpoint();

        assertThat(operator.output()).endsWith("A:3:NORMAL", "B:4:GAP");
        assertThat(operator.keys()).isEqualTo(2);
        assertThat(rows.get(key("A")))
                .isEqualTo(
                        new StoredSequence(
                                new SequenceState(7, 7_000, 0, 0),
                                new SourcePosition("ticks", 0, 3),
                                1,
                                null,
                                0));
    }

    /** Its row would be taken for the job's own future. */
    @Test
    void aKeyWhoseRowIsThereStays() throws Exception {
        open(builder());
        process("A", 100, 0);
        checkpoint();
        pass(3 * TTL);
        assertThat(operator.keys()).isEqualTo(1);
        process("A", 102, 1);

        assertThat(operator.output()).endsWith("A:1:GAP");
    }

    @Test
    void noKeyGoesWhileTheStoreDoesNotAnswer() throws Exception {
        open(builder());
        process("A", 100, 0);
        checkpoint();
        rows.clear();
        operator.store().answerByHand();
        pass(3 * TTL);
        assertThat(operator.store().lookups).hasSize(1);
        process("A", 101, 1);
        operator.answerAtOnce();
        pass(TTL / 2);

        assertThat(operator.output()).endsWith("A:1:NORMAL");
        assertThat(operator.keys()).isEqualTo(1);
    }

    /** The key has changed, sent its row and become old again since the store was asked. */
    @Test
    void anAnswerFromBeforeAChangeDeletesNothing() throws Exception {
        open(builder());
        process("A", 100, 0);
        checkpoint();
        rows.clear();
        operator.store().answerByHand();
        pass(2 * TTL);
        ManualStore.Lookup asked = operator.store().lookups.remove();
        operator.answerAtOnce();
        process("A", 101, 1);
        checkpoint();
        pass(2 * TTL);
        asked.answer().complete(Map.of());
        operator.runMails();
        assertThat(rows).containsKey(key("A"));
        assertThat(operator.keys()).isEqualTo(1);
        process("A", 103, 2);

        assertThat(operator.output()).endsWith("A:2:GAP");
    }

    /** Keyed state has a mark of it, however long it is not held. */
    @Test
    void noKeyGoesThatIsUnsent() throws Exception {
        open(builder().onOutage(OutagePolicy.CONTINUE).maxWarmKeysHeld(1));
        operator.store().answerByHand();
        operator.store().beginOutage();
        operator.runMails();
        for (int i = 0; i < 5; i++) {
            process("S" + i, 100, i);
        }
        OperatorSubtaskState state = operator.checkpoint();
        operator.close();
        time = 100 * TTL;
        operator =
                builder()
                        .onOutage(OutagePolicy.CONTINUE)
                        .maxWarmKeysHeld(1)
                        .restore(state, 1)
                        .open();
        operator.store().answerLookupsAtOnce();
        operator.time(time);
        pass(3 * TTL);
        assertThat(operator.unsent()).isEqualTo(5);
        operator.answerAtOnce();
        pass(200);

        assertThat(rows).hasSize(5);
        assertThat(operator.keys()).isEqualTo(5);
    }

    @Test
    void stateFromBeforeTheOptionCountsFromTheFirstLook() throws Exception {
        open(OperatorHarness.on(rows));
        process("A", 100, 0);
        OperatorSubtaskState state = checkpoint();
        operator.close();
        rows.clear();
        time = 100 * TTL;
        open(builder().restore(state, 1));
        pass(TTL / 2);
        assertThat(operator.keys()).isEqualTo(1);
        pass(TTL);

        assertThat(operator.keys()).isZero();
    }

    @Test
    void withoutTheOptionEveryKeyStays() throws Exception {
        open(OperatorHarness.on(rows));
        process("A", 100, 0);
        checkpoint();
        rows.clear();
        pass(3 * TTL);
        process("A", 102, 1);

        assertThat(operator.output()).endsWith("A:1:GAP");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void countsTheKeysThatWereRestored(StateBackend backend) throws Exception {
        open(OperatorHarness.on(rows).stateBackend(backend));
        for (int i = 0; i < 5_000; i++) {
            process("S" + i, 1, i);
        }
        assertThat(operator.keys()).isEqualTo(5_000);
        OperatorSubtaskState state = checkpoint();
        operator.close();

        long keys = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            open(
                    OperatorHarness.on(rows)
                            .stateBackend(backend)
                            .restore(state, 1)
                            .subtask(subtask, 2));
            String added = subtask == 0 ? "ADDED" : "LATER";
            for (int i = 0; OperatorHarness.subtaskOf(added, 2) != subtask; i++) {
                added = "ADDED" + i;
            }
            process(added, 1, 9_000);
            pass(200);
            keys += operator.keys();
            operator.close();
        }

        assertThat(keys).isEqualTo(5_002);
    }
}
