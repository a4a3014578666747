package com.k2.sequence.operator;

import static com.k2.sequence.operator.engine.TestInputs.clear;
import static com.k2.sequence.operator.engine.TestInputs.forAll;
import static com.k2.sequence.operator.engine.TestInputs.key;
import static com.k2.sequence.operator.engine.TestInputs.message;
import static com.k2.sequence.operator.engine.TestInputs.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.Command.Kind;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.operator.engine.PendingReceipts;
import com.k2.sequence.operator.engine.Resyncs;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.verdict.EventKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands do to the operator, step by step. */
@Timeout(120)
class ControlledTrackingOperatorTest {

    private final Map<InstrumentKey, StoredSequence> rows = new HashMap<>();
    private final Map<String, CommandReceipt> acknowledged = new HashMap<>();
    private OperatorHarness operator;

    @AfterEach
    void close() throws Exception {
        if (operator != null) {
            operator.close();
        }
    }

    private OperatorHarness.Builder builder() {
        return OperatorHarness.on(rows).acknowledged(acknowledged).controlled();
    }

    private void open() throws Exception {
        operator = builder().open();
        operator.answerAtOnce();
    }

    private void process(String symbol, long sequence, long offset) throws Exception {
        operator.process(message(symbol, sequence, offset));
        operator.runMails();
    }

    private OperatorSubtaskState checkpoint() throws Exception {
        OperatorSubtaskState state = operator.checkpoint();
        operator.runMails();
        return state;
    }

    private void complete() throws Exception {
        operator.completeCheckpoint();
        operator.runMails();
    }

    // ---- taking effect

    @Test
    void aCommandTakesEffectAtTheNextBarrier() throws Exception {
        open();
        process("A", 100, 0);
        operator.command(clear("A", 0));
        process("A", 200, 1);
        checkpoint();
        process("A", 7, 2);
        process("A", 8, 3);

        assertThat(operator.output())
                .containsExactly("A:0:NORMAL", "A:1:GAP", "A:2:NORMAL", "A:3:NORMAL");
        assertThat(operator.checked().get(2).verdict().hasExpected()).isFalse();
        assertThat(rows.get(key("A")).state()).isEqualTo(new SequenceState(8, 8_000, 0, 0));
    }

    @Test
    void aClearedKeyKeepsItsPositionInItsRow() throws Exception {
        open();
        process("A", 100, 4);
        operator.command(clear("A", 0));
        operator.beginCheckpoint(1, 1_768).await();

        assertThat(rows.get(key("A")))
                .isEqualTo(new StoredSequence(null, at("ticks", 4), 1, null, 0, 1_768));
    }

    @Test
    void aNumberThatIsSetIsTheLastOne() throws Exception {
        open();
        process("A", 100, 0);
        process("A", 103, 1);
        operator.command(set("A", 500, 0));
        checkpoint();
        assertThat(rows.get(key("A")).state()).isEqualTo(new SequenceState(500, 103_000, 1, 0));

        process("A", 501, 2);
        process("A", 501, 3);

        assertThat(operator.output())
                .containsExactly("A:0:NORMAL", "A:1:GAP", "A:2:NORMAL", "A:3:DUPLICATE");
    }

    @Test
    void aNumberSetOnANewKeyHasNoTimestamp() throws Exception {
        open();
        operator.command(set("A", 500, 3));
        operator.beginCheckpoint(1, 1_768).await();
        assertThat(rows.get(key("A")))
                .isEqualTo(
                        new StoredSequence(
                                new SequenceState(500, SequenceState.NO_TIMESTAMP, 0, 0),
                                at("control", 3),
                                1,
                                null,
                                0,
                                1_768));

        process("A", 503, 0);

        assertThat(operator.events(SequenceOutputs.of(EventKind.GAP)))
                .extracting(SequenceEvent::lastTimestamp)
                .containsExactly(SequenceState.NO_TIMESTAMP);
        StoredSequence row = rows.get(key("A"));
        assertThat(row.position()).isEqualTo(at("ticks", 0));
        assertThat(row.moves()).isEqualTo(1);
    }

    @Test
    void commandsOfOneBarrierTakeEffectInTheirOrder() throws Exception {
        open();
        process("A", 100, 0);
        operator.command(set("A", 500, 0));
        operator.command(clear("A", 1));
        operator.command(set("A", 7, 2));
        operator.beginCheckpoint(1, 10).await();
        complete();

        assertThat(rows.get(key("A")).state())
                .isEqualTo(new SequenceState(7, SequenceState.NO_TIMESTAMP, 0, 0));
        assertThat(rows.get(key("A")).control()).isEqualTo(12);
        assertAcknowledged("id-0", 100L, 500L, 1);
        assertAcknowledged("id-1", 500L, null, 1);
        assertAcknowledged("id-2", null, 7L, 1);
    }

    @Test
    void whatAnotherLineageLeftIsTakenUpFirst() throws Exception {
        SequenceState left = new SequenceState(90, 5, 3, 2);
        rows.put(key("A"), new StoredSequence(left, at("ticks", 4), 0, null, 9, 77));
        open();
        operator.command(set("A", 500, 0));
        checkpoint();

        assertThat(rows.get(key("A")).state()).isEqualTo(new SequenceState(500, 5, 3, 2));
        assertThat(rows.get(key("A")).position()).isEqualTo(at("ticks", 4));
        assertThat(rows.get(key("A")).base()).isEqualTo(new SequenceBase(left, at("ticks", 4), 0));
        process("A", 90, 4);
        process("A", 501, 5);
        assertThat(operator.output()).containsExactly("A:4:NORMAL:replayed", "A:5:NORMAL");
    }

    /** The place of a command is that of the last message, not that of the row. */
    @Test
    void aSetWhileTheJobCatchesUpCountsFromItsPlace() throws Exception {
        rows.put(key("A"), trackedByAnotherLineage());
        openLater();
        process("A", 105, 5);
        operator.command(set("A", 105, 0));
        checkpoint();
        for (int offset = 6; offset <= 12; offset++) {
            process("A", 100 + offset, offset);
        }

        assertThat(operator.output())
                .containsExactly(
                        "A:5:NORMAL:replayed",
                        "A:6:NORMAL",
                        "A:7:NORMAL",
                        "A:8:NORMAL",
                        "A:9:NORMAL",
                        "A:10:NORMAL",
                        "A:11:NORMAL",
                        "A:12:NORMAL");
        checkpoint();
        assertThat(rows.get(key("A")).state().lastSequence()).isEqualTo(112);
        assertThat(rows.get(key("A")).position()).isEqualTo(at("ticks", 12));
    }

    @Test
    void theRowOfACommandWhileTheJobCatchesUpStandsAtItsPlace() throws Exception {
        rows.put(key("A"), trackedByAnotherLineage());
        openLater();
        process("A", 104, 4);
        OperatorSubtaskState state = checkpoint();
        operator.close();
        operator = builder().lineage(2).restore(state, 1).open();
        operator.answerAtOnce();
        operator.command(clear("A", 0));
        operator.beginCheckpoint(2, 20).await();
        assertThat(rows.get(key("A")).position()).isEqualTo(at("ticks", 4));

        process("A", 105, 5);
        checkpoint();

        assertThat(operator.output()).containsExactly("A:5:NORMAL");
        assertThat(rows.get(key("A")).state()).isEqualTo(new SequenceState(105, 105_000, 0, 0));
        assertThat(rows.get(key("A")).position()).isEqualTo(at("ticks", 5));
    }

    /** Up to offset 10. */
    private static StoredSequence trackedByAnotherLineage() {
        return new StoredSequence(new SequenceState(110, 0, 0, 0), at("ticks", 10), 1, null, 0);
    }

    private void openLater() throws Exception {
        operator = builder().lineage(2).open();
        operator.answerAtOnce();
    }

    @Test
    void aKeyThatWasClearedInAnEarlierLineageIsNewAfterItsPosition() throws Exception {
        rows.put(key("A"), new StoredSequence(null, at("ticks", 4), 0, null, 0));
        open();
        process("A", 90, 4);
        process("A", 7, 5);

        assertThat(operator.output()).containsExactly("A:4:NORMAL:replayed", "A:5:NORMAL");
        assertThat(rows.get(key("A")).base()).isEqualTo(new SequenceBase(null, at("ticks", 4), 0));
    }

    // ---- commands for all keys

    @Test
    void clearsAllKeysThatItHoldsWhateverRowsThereAre() throws Exception {
        operator = builder().maxWarmKeysHeld(2).open();
        operator.answerAtOnce();
        for (int i = 0; i < 20; i++) {
            process("S" + i, 100, i);
        }
        process("OTHER", 100, 20);
        operator.command(clear("S3", 0));
        rows.clear();
        operator.command(forAll(Kind.CLEAR_ALL, "S*", 1));
        process("S7", 101, 21);
        operator.beginCheckpoint(1, 1_768).await();
        complete();

        for (int i = 0; i < 20; i++) {
            assertThat(rows.get(key("S" + i)).state()).as("S" + i).isNull();
            assertThat(rows.get(key("S" + i)).control()).isGreaterThanOrEqualTo(1_769);
        }
        process("S7", 7, 22);
        process("OTHER", 101, 23);
        assertThat(operator.output()).endsWith("S7:21:NORMAL", "S7:22:NORMAL", "OTHER:23:NORMAL");
        // One of them the command before it had cleared.
        assertShare("id-1", new CommandReceipt.Share(0, 1, 19, 1, 1_769), 1);
    }

    /** However many keys a command changes: those that are unsent are parked. */
    @ParameterizedTest
    @EnumSource(OutagePolicy.class)
    void holdsNoMoreKeysThanItMayWhenItClearsAll(OutagePolicy onOutage) throws Exception {
        operator = builder().onOutage(onOutage).maxWarmKeysHeld(10).open();
        operator.answerAtOnce();
        for (int i = 0; i < 300; i++) {
            process("S" + i, 100, i);
        }
        checkpoint();
        operator.store().answerByHand();
        operator.command(forAll(Kind.CLEAR_ALL, "*", 0));
        OperatorHarness.PendingCheckpoint pending = operator.beginCheckpoint();
        assertThat(operator.unsent()).isEqualTo(300);
        assertThat(operator.keysHeld()).isLessThanOrEqualTo(10 + 10 / 8 + 1);

        operator.answerAtOnce();
        OperatorSubtaskState state = pending.await();
        operator.time(10_000);
        assertThat(operator.unsent()).isZero();
        assertThat(rows).hasSize(300);
        assertThat(rows.values()).allMatch(row -> row.state() == null);
        process("S7", 7, 301);
        assertThat(operator.output()).endsWith("S7:301:NORMAL");
        operator.close();

        operator = builder().onOutage(onOutage).restore(state, 1).open();
        operator.answerAtOnce();
        operator.time(10_000);
        assertThat(operator.unsent()).isZero();
        assertThat(rows.get(key("S7")).state().lastSequence()).isEqualTo(7);
    }

    /** An attempt that was given up had met the key before the command, and wrote its row. */
    @Test
    void aKeyThatIsMetAfterTheCommandIsNotRefused() throws Exception {
        open();
        OperatorSubtaskState before = checkpoint();
        process("A", 100, 0);
        process("A", 101, 1);
        operator.command(forAll(Kind.CLEAR_ALL, "*", 0));
        operator.beginCheckpoint(2, 1_000).await();
        assertThat(rows.get(key("A")).control()).isEqualTo(1_001);
        operator.close();

        operator = builder().restore(before, 1).open();
        operator.answerAtOnce();
        operator.command(forAll(Kind.CLEAR_ALL, "*", 0));
        operator.beginCheckpoint(3, 2_000).await();
        process("A", 100, 0);
        checkpoint();

        assertThat(rows.get(key("A")).state()).isEqualTo(new SequenceState(100, 100_000, 0, 0));
        assertThat(rows.get(key("A")).control()).isEqualTo(2_000);
    }

    /** An attempt that was given up had met the key after the command, and wrote its row. */
    @Test
    void aKeyThatTheCommandIsNotForIsNotRefused() throws Exception {
        open();
        OperatorSubtaskState before = checkpoint();
        operator.command(forAll(Kind.CLEAR_ALL, "S*", 0));
        operator.beginCheckpoint(2, 1_000).await();
        process("A", 100, 0);
        checkpoint();
        operator.close();

        operator = builder().restore(before, 1).open();
        operator.answerAtOnce();
        process("A", 100, 0);
        process("A", 101, 1);
        checkpoint();
        assertThat(rows.get(key("A")).position()).isEqualTo(at("ticks", 1));
        operator.command(forAll(Kind.CLEAR_ALL, "S*", 0));
        operator.beginCheckpoint(4, 2_000).await();
        process("A", 102, 2);
        checkpoint();

        assertThat(rows.get(key("A")).state()).isEqualTo(new SequenceState(102, 102_000, 0, 0));
        assertThat(rows.get(key("A")).control()).isZero();
    }

    @Test
    void aKeyIsClearedByTheTaskThatHoldsIt() throws Exception {
        for (int subtask = 0; subtask < 2; subtask++) {
            operator = builder().subtask(subtask, 2).open();
            operator.answerAtOnce();
            operator.command(set("A", 5, 0));
            checkpoint();
            operator.close();
        }

        assertThat(rows).containsOnlyKeys(key("A"));
        assertThat(rows.get(key("A")).moves()).isZero();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void writesAllRowsAgainSomeAtATime(StateBackend backend) throws Exception {
        operator = builder().maxWarmKeysHeld(10).stateBackend(backend).open();
        operator.answerAtOnce();
        int keys = 3 * Resyncs.KEYS_AT_ONCE + 7;
        for (int i = 0; i < keys; i++) {
            process("S" + i, 100 + i, i);
        }
        process("OTHER", 100, keys);
        checkpoint();
        Map<InstrumentKey, StoredSequence> before = new HashMap<>(rows);
        rows.clear();
        operator.command(forAll(Kind.RESYNC, "S*", 0));
        checkpoint();
        complete();
        assertThat(acknowledged).isEmpty();

        long most = 0;
        for (long time = 2_000; rows.size() < keys; time += 100) {
            operator.store().answerByHand();
            process("S1", 101, keys + time);
            most = Math.max(most, operator.unsent());
            operator.answerAtOnce();
            operator.time(time);
        }
        checkpoint();
        complete();

        assertThat(most).isBetween(1L, Resyncs.KEYS_AT_ONCE + 10L);
        before.remove(key("OTHER"));
        before.remove(key("S1"));
        assertThat(rows).containsAllEntriesOf(before).doesNotContainKey(key("OTHER"));
        assertShare("id-0", new CommandReceipt.Share(0, 1, keys, 1, 0), 3);
    }

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    /** By other tasks, of which each has some of the keys. */
    @Test
    void beginsAgainWhereItFailedMeanwhile() throws Exception {
        open();
        for (int i = 0; i < 2 * Resyncs.KEYS_AT_ONCE; i++) {
            process("S" + i, 100, i);
        }
        operator.command(forAll(Kind.RESYNC, "*", 0));
        operator.store().answerByHand();
        OperatorSubtaskState state = operator.beginUnflushedCheckpoint();
        operator.close();
        rows.clear();

        long keys = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            operator = builder().restore(state, 1).subtask(subtask, 2).open();
            operator.answerAtOnce();
            operator.time(5_000);
            operator.time(10_000);
            checkpoint();
            complete();
            operator.close();
            keys += acknowledged.get("id-0 " + (subtask + 1) + "/2").share().keys();
        }

        assertThat(keys).isEqualTo(2 * Resyncs.KEYS_AT_ONCE);
        assertThat(rows).hasSize(2 * Resyncs.KEYS_AT_ONCE);
    }

    @Test
    void aTaskThatEndsWritesAllRowsAgainBefore() throws Exception {
        open();
        for (int i = 0; i < 2 * Resyncs.KEYS_AT_ONCE; i++) {
            process("S" + i, 100, i);
        }
        operator.command(forAll(Kind.RESYNC, "*", 0));
        operator.endInput();
        operator.endInput();
        rows.clear();
        checkpoint();
        operator.completeCheckpoint();

        assertThat(rows).hasSize(2 * Resyncs.KEYS_AT_ONCE);
        assertShare("id-0", new CommandReceipt.Share(0, 1, rows.size(), 1, 0), 1);
    }

    /** A key that catches up has the row that it found. */
    @Test
    void writesWhatAnotherLineageLeft() throws Exception {
        rows.put(key("A"), trackedByAnotherLineage());
        openLater();
        process("A", 105, 5);
        rows.clear();
        operator.command(forAll(Kind.RESYNC, "*", 0));
        checkpoint();

        StoredSequence row = rows.get(key("A"));
        assertThat(row.state()).isEqualTo(trackedByAnotherLineage().state());
        assertThat(row.position()).isEqualTo(at("ticks", 10));
        assertThat(row.base()).isEqualTo(new SequenceBase(row.state(), at("ticks", 10), 1));
    }

    private void assertShare(String id, CommandReceipt.Share share, long checkpoint) {
        CommandReceipt done = acknowledged.get(id + " 1/1");
        assertThat(done).isNotNull();
        assertThat(done.share()).isEqualTo(share);
        assertThat(done.checkpoint()).isEqualTo(checkpoint);
    }

    // ---- failures

    @Test
    void whatWasNotHeldByACheckpointWinsWhenItIsAppliedAgain() throws Exception {
        open();
        process("A", 100, 0);
        OperatorSubtaskState before = checkpoint();
        process("A", 101, 1);
        operator.command(clear("A", 0));
        operator.beginCheckpoint(2, 20).await();
        process("A", 7, 2);
        assertThat(rows.get(key("A")).state()).isEqualTo(new SequenceState(7, 7_000, 0, 0));
        operator.close();

        operator = builder().restore(before, 1).open();
        operator.answerAtOnce();
        operator.command(clear("A", 0));
        operator.beginCheckpoint(3, 30).await();
        process("A", 101, 1);

        assertThat(rows.get(key("A")))
                .isEqualTo(
                        new StoredSequence(
                                new SequenceState(101, 101_000, 0, 0),
                                at("ticks", 1),
                                1,
                                null,
                                0,
                                30));
    }

    @Test
    void acknowledgesOnceACheckpointIsComplete() throws Exception {
        open();
        process("A", 100, 0);
        operator.command(clear("A", 0));
        checkpoint();
        assertThat(acknowledged).isEmpty();
        checkpoint(); // the one before was not completed

        complete();

        assertAcknowledged("id-0", 100L, null, 2);
    }

    /** An outage may last, and commands go on taking effect under {@code continue}. */
    @Test
    void acknowledgementsThatWaitAreBounded() throws Exception {
        operator = builder().onOutage(OutagePolicy.CONTINUE).open();
        operator.answerAtOnce();
        for (int i = 0; i <= PendingReceipts.MOST_UNWRITTEN; i++) {
            operator.command(clear("A", i));
        }
        operator.checkpoint();
        operator.store().answerByHand();
        operator.completeCheckpoint();

        operator.answerAtOnce();

        assertThat(acknowledged)
                .hasSize(PendingReceipts.MOST_UNWRITTEN)
                .containsKey("id-0")
                .doesNotContainKey("id-" + PendingReceipts.MOST_UNWRITTEN);
    }

    @Test
    void acknowledgesWhatTheRestoredCheckpointHolds() throws Exception {
        open();
        process("A", 100, 0);
        operator.command(set("A", 5, 0));
        OperatorSubtaskState state = checkpoint();
        operator.close();
        assertThat(acknowledged).isEmpty();

        operator = builder().restore(state, 1).restoredCheckpoint(1).open();
        OperatorSubtaskState unwritten = operator.checkpoint();
        operator.close();
        operator = builder().restore(unwritten, 1).restoredCheckpoint(2).open();
        operator.answerAtOnce();

        assertAcknowledged("id-0", 100L, 5L, 2);
        OperatorSubtaskState written = operator.checkpoint();
        acknowledged.clear();
        operator.close();
        operator = builder().restore(written, 1).restoredCheckpoint(3).open();
        operator.answerAtOnce();
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void anOutageHoldsUpNothingWhereTheJobGoesOn() throws Exception {
        operator = builder().onOutage(OutagePolicy.CONTINUE).open();
        operator.store().beginOutage();
        operator.runMails();
        operator.command(set("A", 5, 0));

        OperatorSubtaskState state = operator.checkpoint();
        operator.process(message("A", 6, 0));
        assertThat(operator.output()).containsExactly("A:0:NORMAL");
        operator.completeCheckpoint();
        operator.close();

        operator = builder().onOutage(OutagePolicy.CONTINUE).restore(state, 1).open();
        operator.answerAtOnce();
        assertThat(rows.get(key("A")).state().lastSequence()).isEqualTo(5);
        assertAcknowledged("id-0", null, 5L, 1);
    }

    // ---- beside the messages

    @Test
    void goesOnFromASavepointOfAJobWithoutAControlTopic() throws Exception {
        operator = OperatorHarness.on(rows).open();
        operator.answerAtOnce();
        process("A", 100, 0);
        OperatorSubtaskState state = checkpoint();
        operator.close();

        operator = builder().restore(state, 1).open();
        operator.answerAtOnce();
        process("A", 102, 1);
        operator.command(clear("A", 0));
        checkpoint();

        assertThat(operator.output()).containsExactly("A:1:GAP");
        assertThat(rows.get(key("A")).state()).isNull();
    }

    @Test
    void watermarksAreThoseOfTheMessages() throws Exception {
        open();
        operator.controlled().processWatermark1(new Watermark(7));
        operator.controlled().processWatermark2(new Watermark(3));
        operator.controlled().processWatermark2(Watermark.MAX_WATERMARK);

        assertThat(operator.output()).containsExactly("watermark 7");
    }

    @Test
    void aTaskThatHasEndedWaitsUntilItsAcknowledgementsAreWritten() throws Exception {
        open();
        process("A", 100, 0);
        operator.command(clear("A", 0));
        operator.endInput();
        operator.endInput();
        checkpoint();

        operator.completeCheckpoint();

        assertAcknowledged("id-0", 100L, null, 1);
        assertThat(rows.get(key("A")).state()).isNull();
    }

    /** The timers of a task that has finished never fire. */
    @Test
    void theFlushOfATaskThatHasEndedDoesNotRest() throws Exception {
        open();
        for (int i = 0; i < 100; i++) {
            process("S" + i, 7, i);
            operator.command(clear("S" + i, i));
        }
        operator.endInput();
        operator.endInput();
        OperatorHarness.PendingCheckpoint checkpoint = operator.beginCheckpoint();

        assertThat(checkpoint.isComplete()).isTrue();
        assertThat(rows.values()).hasSize(100).allMatch(row -> row.state() == null);
    }

    private void assertAcknowledged(String id, Long before, Long after, long checkpoint) {
        CommandReceipt done = acknowledged.get(id);
        assertThat(done).isNotNull();
        assertThat(done.before()).isEqualTo(before);
        assertThat(done.after()).isEqualTo(after);
        assertThat(done.checkpoint()).isEqualTo(checkpoint);
        assertThat(done.key()).isEqualTo(key("A"));
    }

    private static SourcePosition at(String topic, long offset) {
        return new SourcePosition(topic, 0, offset);
    }
}
