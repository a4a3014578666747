package com.k2.sequence.operator;

import static com.k2.sequence.operator.engine.TestInputs.key;
import static com.k2.sequence.operator.engine.TestInputs.message;
import static com.k2.sequence.operator.engine.TestInputs.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.engine.ManualStore;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.operator.engine.SourceRule;
import com.k2.sequence.operator.engine.StateForm;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.EventKind;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator does, step by step, on a store that answers when the test says so. */
@Timeout(120)
class SequenceTrackingOperatorTest {

    private final Map<InstrumentKey, StoredSequence> rows = new HashMap<>();
    private OperatorHarness operator;

    @AfterEach
    void close() throws Exception {
        if (operator != null) {
            operator.close();
        }
    }

    // ---- cold and warm keys

    @Test
    void firstMessageOfAKeyWaitsForItsLookup() throws Exception {
        operator = OperatorHarness.on(rows).open();
        operator.process(message("A", 5, 0));
        operator.runMails();
        assertThat(operator.output()).isEmpty();
        assertThat(operator.store().lookups.element().keys()).containsExactly(key("A"));

        operator.answerLookup();
        assertThat(operator.output()).containsExactly("A:0:NORMAL");
    }

    @Test
    void messagesOfAWarmKeyDoNotWaitForColdOnes() throws Exception {
        operator = OperatorHarness.on(rows).open();
        warmUp("A", 1, 0);
        operator.process(message("B", 1, 1));
        operator.process(message("A", 2, 2));

        assertThat(operator.output()).containsExactly("A:0:NORMAL", "A:2:NORMAL");
        operator.answerLookup();
        assertThat(operator.output()).containsExactly("A:0:NORMAL", "A:2:NORMAL", "B:1:NORMAL");
    }

    @Test
    void burstOfOneColdKeyIsLookedUpOnceAndLeavesInOrder() throws Exception {
        operator = OperatorHarness.on(rows).open();
        operator.process(message("A", 1, 0));
        operator.process(message("A", 2, 1));
        operator.process(message("A", 2, 2));
        operator.process(message("A", 9, 3));
        assertThat(operator.store().lookups).hasSize(1);

        operator.answerLookup();
        assertThat(operator.output())
                .containsExactly("A:0:NORMAL", "A:1:NORMAL", "A:2:DUPLICATE", "A:3:GAP");
        assertThat(operator.store().lookups).isEmpty();
    }

    @Test
    void keysThatComeWhileALookupIsUnderWayShareTheNextOne() throws Exception {
        operator = OperatorHarness.on(rows).pipelineSize(2).open();
        for (String symbol : List.of("A", "B", "C", "D")) {
            operator.process(message(symbol, 1, 0));
        }
        assertThat(operator.store().lookups).hasSize(1);
        assertThat(operator.store().lookups.element().keys()).containsExactly(key("A"));

        operator.answerLookup();
        assertThat(operator.store().lookups.element().keys()).containsExactly(key("B"), key("C"));
        operator.answerLookup();
        assertThat(operator.store().lookups.element().keys()).containsExactly(key("D"));
    }

    @Test
    void atTheBoundItRunsItsMailboxUntilThereIsRoom() throws Exception {
        operator = OperatorHarness.on(rows).maxWaiting(2).open();
        operator.process(message("A", 1, 0));
        operator.process(message("B", 1, 1));
        operator.store().answerLookup(); // is a mail now, not run yet
        assertThat(operator.output()).isEmpty();

        operator.process(message("C", 1, 2));
        assertThat(operator.output()).containsExactly("A:0:NORMAL");
    }

    @Test
    void aMessageThatWaitedForRoomFindsItsKeyWarm() throws Exception {
        operator = OperatorHarness.on(rows).maxWaiting(1).open();
        operator.process(message("A", 1, 0));
        operator.store().answerLookup();

        operator.process(message("A", 2, 1));
        assertThat(operator.output()).containsExactly("A:0:NORMAL", "A:1:NORMAL");
        assertThat(operator.store().lookups).isEmpty();
    }

    @Test
    void warmKeysGoOnAtTheBound() throws Exception {
        operator = OperatorHarness.on(rows).maxWaiting(1).open();
        warmUp("A", 1, 0);
        operator.process(message("B", 1, 1));

        operator.process(message("A", 2, 2));
        assertThat(operator.output()).containsExactly("A:0:NORMAL", "A:2:NORMAL");
    }

    // ---- watermarks

    @Test
    void watermarkLeavesAtOnceWhereNothingWaits() throws Exception {
        operator = OperatorHarness.on(rows).open();
        warmUp("A", 1, 0);
        operator.watermark(7);

        assertThat(operator.output()).containsExactly("A:0:NORMAL", "watermark 7");
    }

    @Test
    void watermarkLeavesAfterTheMessagesBeforeIt() throws Exception {
        operator = OperatorHarness.on(rows).open();
        operator.process(message("A", 1, 0));
        operator.watermark(7);
        operator.process(message("B", 1, 1));
        operator.watermark(8);
        assertThat(operator.output()).isEmpty();

        operator.answerLookup();
        assertThat(operator.output()).containsExactly("A:0:NORMAL", "watermark 7");
        operator.answerLookup();
        assertThat(operator.output())
                .containsExactly("A:0:NORMAL", "watermark 7", "B:1:NORMAL", "watermark 8");
    }

    // ---- verdicts and events

    @Test
    void everyVerdictLeavesByItsOwnSideOutput() throws Exception {
        operator = OperatorHarness.on(rows).open();
        warmUp("A", 1000, 0);
        operator.process(message("A", 1005, 1));
        operator.process(message("A", 1005, 2));
        operator.process(message("A", 1002, 3));
        operator.process(message("A", 3, 4));

        assertThat(operator.output())
                .containsExactly(
                        "A:0:NORMAL", "A:1:GAP", "A:2:DUPLICATE", "A:3:OUT_OF_ORDER", "A:4:RESET");
        assertThat(operator.events(SequenceOutputs.of(EventKind.GAP)))
                .containsExactly(
                        event(
                                new SequenceVerdict(VerdictType.GAP, 1001, 4, GapSeverity.MINOR),
                                1005,
                                1000,
                                1));
        assertThat(operator.events(SequenceOutputs.of(EventKind.DUPLICATE)))
                .containsExactly(
                        event(SequenceVerdict.of(VerdictType.DUPLICATE, 1006), 1005, 1005, 2));
        assertThat(operator.events(SequenceOutputs.of(EventKind.OUT_OF_ORDER)))
                .containsExactly(
                        event(SequenceVerdict.of(VerdictType.OUT_OF_ORDER, 1006), 1002, 1005, 3));
        assertThat(operator.events(SequenceOutputs.of(EventKind.RESET)))
                .containsExactly(event(SequenceVerdict.of(VerdictType.RESET, 1006), 3, 1005, 4));
    }

    @Test
    void eachMessageIsJudgedByTheRuleOfItsOwnSource() throws Exception {
        operator =
                OperatorHarness.on(rows)
                        .rules(
                                new SourceRule("half", rule("0.5", 10)),
                                new SourceRule("never", rule("0", 2)))
                        .open();
        warmUp("A", 1000, 0);
        operator.process(messageOf(1, "A", 3, 1));
        operator.process(messageOf(0, "A", 3, 2));
        operator.process(messageOf(1, "A", 6, 3));
        operator.process(messageOf(0, "A", 9, 4));

        assertThat(operator.output())
                .containsExactly(
                        "A:0:NORMAL", "A:1:OUT_OF_ORDER", "A:2:RESET", "A:3:GAP", "A:4:GAP");
        assertThat(operator.events(SequenceOutputs.of(EventKind.GAP)))
                .extracting(event -> event.verdict().severity())
                .containsExactly(GapSeverity.LOG, GapSeverity.MINOR);
    }

    @Test
    void severalNumbersOfOneMessageAreOneMessage() throws Exception {
        operator = OperatorHarness.on(rows).open();
        warmUp("A", 1000, 0);
        operator.process(range("A", 1001, 1004, 1));
        operator.process(range("A", 1003, 1007, 2));
        operator.process(message("A", 1008, 3));
        operator.process(range("A", 1011, 1012, 4));

        assertThat(operator.output())
                .containsExactly("A:0:NORMAL", "A:1:NORMAL", "A:2:NORMAL", "A:3:NORMAL", "A:4:GAP");
        assertThat(operator.events(SequenceOutputs.of(EventKind.GAP)))
                .extracting(SequenceEvent::sequence, event -> event.verdict().gapSize())
                .containsExactly(tuple(1011L, 2L));
    }

    private static SequencedMessage range(String symbol, long first, long last, long offset) {
        SequencedMessage of = message(symbol, first, offset);
        return new SequencedMessage(of.instrument(), first, last, of.timestamp(), 0, of.record());
    }

    private static TrackingRule rule(String ratio, long log) {
        return new TrackingRule(new BigDecimal(ratio), log, 100, 1000);
    }

    private static SequenceEvent event(
            SequenceVerdict verdict, long sequence, long last, long offset) {
        return new SequenceEvent(
                key("A"),
                verdict,
                sequence,
                sequence * 1_000,
                last * 1_000,
                new SourcePosition("ticks", 0, offset));
    }

    // ---- updates

    @Test
    void updatesGatherOneAKeyWhileAPipelineIsUnderWay() throws Exception {
        operator = OperatorHarness.on(rows).open();
        warmUp("A", 1, 0);
        operator.process(message("A", 2, 1));
        operator.process(message("A", 3, 2));
        operator.process(message("A", 3, 3));
        assertThat(operator.store().updates).hasSize(1);

        operator.answerUpdate();
        assertThat(operator.store().updates).hasSize(1);
        assertThat(operator.store().updates.element().batch()).containsExactly(update("A", 3, 3));
        operator.answerUpdate();
        assertThat(operator.store().updates).isEmpty();
    }

    @Test
    void updatesGatherAfterABurst() throws Exception {
        operator = OperatorHarness.on(rows).open();
        answerABurst();
        operator.process(message("A", 2, 1));
        operator.process(message("A", 3, 2));
        operator.time(6);
        assertThat(operator.store().updates).isEmpty();

        operator.time(7);
        assertThat(operator.store().updates.element().batch()).containsExactly(update("A", 3, 2));
    }

    @Test
    void anUpdateLeavesAtOnceHoweverLongTheOneBeforeTook() throws Exception {
        operator = OperatorHarness.on(rows).open();
        warmUp("A", 1, 0);
        operator.time(1_000);
        operator.answerUpdate();
        operator.process(message("A", 2, 1));

        assertThat(operator.store().updates.element().batch()).containsExactly(update("A", 2, 1));
    }

    /** What a message costs Redis under load, with no clock but the test's. */
    @Test
    void howeverManyMessagesComeRedisSeesNoMoreThanFiveKeysAMillisecond() throws Exception {
        assertThat(keysOfASecond(25)).isCloseTo(5_000, within(110));
    }

    /** They want the processors, and a row is written for more of them. */
    @Test
    void whereMoreThan25MessagesComeAMillisecondRedisSeesFewerKeys() throws Exception {
        assertThat(keysOfASecond(100)).isCloseTo(5_000 / 4, within(110));
    }

    /** Each pipeline counts as five keys more. */
    private int keysOfASecond(int messagesPerMilli) throws Exception {
        operator = OperatorHarness.on(rows).maxLagMillis(1_000).open();
        answerABurst();
        int keys = 0;
        long sequence = 48;
        for (int now = 1; now <= 1_100; now++) {
            operator.time(now);
            for (int due = now * messagesPerMilli + 48 * 50; 50 * sequence < due; sequence++) {
                processFiftyKeys(sequence);
            }
            if (!operator.store().updates.isEmpty()) {
                // What is measured begins when the burst's messages are no longer counted.
                keys += now > 100 ? operator.store().updates.element().batch().size() + 5 : 0;
                operator.answerUpdate();
            }
        }
        return keys;
    }

    @Test
    void noUpdateIsKeptBackLongerThanItMayLag() throws Exception {
        operator = OperatorHarness.on(rows).maxLagMillis(3).open();
        answerABurst();
        operator.process(message("A", 2, 1));
        operator.time(2);
        assertThat(operator.store().updates).isEmpty();

        operator.time(3);
        assertThat(operator.store().updates.element().batch()).containsExactly(update("A", 2, 1));
    }

    @Test
    void updatesThatLagAlreadyLeaveWithoutRest() throws Exception {
        operator = OperatorHarness.on(rows).maxLagMillis(3).open();
        sendABurst();
        operator.process(message("S0", 47, 47));
        operator.time(3);
        operator.answerUpdate();

        assertThat(operator.store().updates.element().batch())
                .containsExactly(update("S0", 47, 47));
    }

    /** Messages wait for lookups, and for updates nobody does. */
    @Test
    void updatesGiveWayToLookups() throws Exception {
        operator = OperatorHarness.on(rows).maxLagMillis(3).open();
        sendABurst();
        operator.process(message("S0", 47, 47));
        operator.process(message("C", 1, 0));
        operator.time(3);
        operator.answerUpdate();
        assertThat(operator.store().updates).isEmpty();

        operator.time(7);
        assertThat(operator.store().updates.element().batch())
                .containsExactly(update("S0", 47, 47));
    }

    /**
     * At 0 ms, pipelines of 50 keys, the last of which is under way. With the one of {@code A}
     * alone they come, each with five keys more, to 7 ms' worth past the burst.
     */
    private void sendABurst() throws Exception {
        warmUp("A", 1, 0);
        processFiftyKeys(1);
        operator.answerLookup();
        operator.answerLookup();
        for (int sequence = 2; sequence <= 47; sequence++) {
            operator.answerUpdate();
            if (sequence < 47) {
                processFiftyKeys(sequence);
            }
        }
        assertThat(operator.store().updates.element().batch()).hasSize(50);
    }

    private void processFiftyKeys(long sequence) throws Exception {
        for (int symbol = 0; symbol < 50; symbol++) {
            operator.process(message("S" + symbol, sequence, sequence - 1));
        }
    }

    private void answerABurst() throws Exception {
        sendABurst();
        operator.answerUpdate();
        assertThat(operator.store().updates).isEmpty();
    }

    @Test
    void theyDoNotGatherWhileASnapshotWaitsForThem() throws Exception {
        operator = OperatorHarness.on(rows).open();
        answerABurst();
        operator.process(message("A", 2, 1));
        operator.store().answerAtOnce();

        assertThat(operator.beginCheckpoint().isComplete()).isTrue();
        assertThat(rows.get(key("A")).state().lastSequence()).isEqualTo(2);
    }

    /** At 8 ms, with nothing under way. */
    private void leaveFiftyKeysUnsent() throws Exception {
        operator = OperatorHarness.on(rows).maxLagMillis(1_000).open();
        answerABurst();
        processFiftyKeys(48);
        operator.time(7);
        operator.answerUpdate();
        processFiftyKeys(49);
        operator.time(8);
    }

    /** Messages want the processors more than a checkpoint does. */
    @Test
    void aFlushRestsBetweenSmallPipelines() throws Exception {
        leaveFiftyKeysUnsent();
        OperatorHarness.PendingCheckpoint checkpoint = operator.beginCheckpoint();

        for (int now = 9; now <= 10; now++) {
            assertThat(operator.store().updates.element().batch()).hasSize(25);
            assertThat(checkpoint.isComplete()).isFalse();
            operator.answerUpdate();
            assertThat(operator.store().updates).isEmpty();
            operator.time(now);
        }
        checkpoint.await();
    }

    /** Its timers have ended, and no message comes. */
    @Test
    void theFlushOfAStopDoesNotRest() throws Exception {
        leaveFiftyKeysUnsent();
        operator.store().answerAtOnce();

        operator.beginStop().awaitWithoutRest();

        assertThat(rows.get(key("S49")).state().lastSequence()).isEqualTo(49);
    }

    @Test
    void aPipelineTakesNoMoreThanItsSize() throws Exception {
        operator = OperatorHarness.on(rows).pipelineSize(2).open();
        for (String symbol : List.of("A", "B", "C", "D")) {
            operator.process(message(symbol, 1, 0));
        }
        operator.answerLookup();
        operator.answerLookup();
        operator.answerLookup();
        assertThat(operator.store().updates.element().batch()).hasSize(1);
        operator.answerUpdate();
        assertThat(operator.store().updates.element().batch()).hasSize(2);
        operator.answerUpdate();
        assertThat(operator.store().updates.element().batch()).hasSize(1);
    }

    @Test
    void aPipelineHasAHundredthOfWhatWaits() throws Exception {
        operator = OperatorHarness.on(rows).maxLagMillis(1_000).maxWarmKeysHeld(10_000).open();
        warmUp("A", 1, 0);
        for (int symbol = 0; symbol < 8_000; symbol++) {
            operator.process(message("S" + symbol, 1, symbol));
            operator.answerLookup();
        }
        operator.time(1_000);
        operator.answerUpdate();

        assertThat(operator.store().updates.element().batch()).hasSize(80);
    }

    @Test
    void aPipelineHasAsManyKeysAsMessagesComeInAMillisecond() throws Exception {
        operator = OperatorHarness.on(rows).open();
        warmUp("A", 1, 0);
        for (int symbol = 0; symbol < 90; symbol++) {
            operator.process(message("S" + symbol, 1, symbol));
            operator.answerLookup();
        }
        for (int sequence = 2; sequence < 700; sequence++) {
            operator.process(message("S0", sequence, 90 + sequence));
        }
        operator.time(10);
        operator.answerUpdate();
        int sent = operator.store().updates.element().batch().size();

        // Of the calls two for each message that waited for a lookup, and one for each answer.
        assertThat(sent).isBetween((90 + 698) / 10, (2 * 90 + 698 + 2) / 10);
    }

    @Test
    void aPipelineHasAllThatLagsForTooLong() throws Exception {
        operator = OperatorHarness.on(rows).maxLagMillis(300).open();
        warmUp("A", 1, 0);
        for (int symbol = 0; symbol < 120; symbol++) {
            operator.time(10 * symbol);
            operator.process(message("S" + symbol, 1, symbol));
            operator.answerLookup();
        }
        operator.time(1_200);
        operator.answerUpdate();

        assertThat(operator.store().updates.element().batch()).hasSize(90);
    }

    @Test
    void endOfInputWaitsForEveryMessageAndUpdate() throws Exception {
        operator = OperatorHarness.on(rows).open();
        operator.process(message("A", 1, 0));
        operator.process(message("B", 1, 1));
        operator.store().answerAtOnce();
        operator.endInput();

        assertThat(operator.output()).containsExactlyInAnyOrder("A:0:NORMAL", "B:1:NORMAL");
        assertThat(rows.keySet()).containsExactlyInAnyOrder(key("A"), key("B"));
    }

    @Test
    void aFailureThatRetryingCannotHelpFailsTheTaskWithItsMessage() throws Exception {
        operator = OperatorHarness.on(rows).open();
        operator.process(message("A", 1, 0));
        StoreException fault = new StoreException("a bug", OutageReason.FAULT, null);
        operator.store().lookups.element().answer().completeExceptionally(fault);

        assertThatThrownBy(operator::runMails).isSameAs(fault);
    }

    /** One that has never been connected may have the wrong options. */
    @Test
    void waitsForAStoreThatRefusesOnceItHasBeenConnectedOrGoesOnWithoutIt() throws Exception {
        operator = OperatorHarness.on(rows).open();
        assertThat(operator.waitsForAccess()).isFalse();
        OperatorSubtaskState checkpoint = operator.checkpoint();
        operator.close();

        operator = OperatorHarness.on(rows).restore(checkpoint, 1).open();
        assertThat(operator.waitsForAccess()).isTrue();
        operator.close();

        operator = OperatorHarness.on(rows).onOutage(OutagePolicy.CONTINUE).open();
        assertThat(operator.waitsForAccess()).isTrue();
    }

    // ---- a store that answers slowly

    @Test
    void aSlowStoreHoldsNoCheckpointUpForLongWhereTheJobGoesOnWithoutIt() throws Exception {
        operator =
                OperatorHarness.on(rows)
                        .onOutage(OutagePolicy.CONTINUE)
                        .longestStoreWaitMillis(50)
                        .open();
        warmUp("A", 1, 0);
        OperatorSubtaskState checkpoint = operator.checkpoint();
        assertThat(rows).isEmpty();
        operator.close();

        operator =
                OperatorHarness.on(rows)
                        .onOutage(OutagePolicy.CONTINUE)
                        .restore(checkpoint, 1)
                        .open();
        operator.answerAtOnce();

        assertThat(rows.get(key("A")).position().offset()).isZero();
    }

    @Test
    void aSlowStoreHoldsCheckpointsUpWhereTheJobWaitsForIt() throws Exception {
        operator = OperatorHarness.on(rows).longestStoreWaitMillis(1).open();
        warmUp("A", 1, 0);
        OperatorHarness.PendingCheckpoint checkpoint = operator.beginCheckpoint();
        assertThat(checkpoint.isComplete()).isFalse();

        operator.answerUpdate();

        checkpoint.await();
    }

    @Test
    void aSlowLookupHoldsNoBarrierUpForLongWhereTheJobGoesOnWithoutIt() throws Exception {
        rows.put(key("A"), row(41, 7, 1, null));
        operator =
                OperatorHarness.on(rows)
                        .lineage(2)
                        .onOutage(OutagePolicy.CONTINUE)
                        .longestStoreWaitMillis(1_000)
                        .open();
        operator.process(message("A", 44, 9));
        operator.timePassesAtEachLook(Duration.ofSeconds(1));

        operator.beginCheckpoint();

        assertThat(operator.output()).containsExactly("A:9:NORMAL");
        operator.timePassesAtEachLook(Duration.ZERO);
        operator.answerLookup();
        assertThat(operator.output()).hasSize(1);
    }

    // ---- taking up from the store

    @Test
    void adoptsWhatAnotherLineageLeft() throws Exception {
        rows.put(key("A"), row(41, 7, 1, null));
        operator = OperatorHarness.on(rows).lineage(2).open();
        operator.process(message("A", 40, 6));
        operator.process(message("A", 41, 7));
        operator.process(message("A", 42, 8));
        operator.process(message("A", 44, 9));
        operator.answerLookup();

        assertThat(operator.output())
                .containsExactly(
                        "A:6:NORMAL:replayed", "A:7:NORMAL:replayed", "A:8:NORMAL", "A:9:GAP");
        assertThat(operator.store().updates.element().batch())
                .containsExactly(
                        new SequenceUpdate(
                                key("A"),
                                new SequenceState(44, 44_000, 1, 0),
                                new SourcePosition("ticks", 0, 9),
                                new SequenceBase(state(41), new SourcePosition("ticks", 0, 7), 1),
                                0));
        operator.answerUpdate();
        assertThat(rows.get(key("A")).baseFor(2))
                .isEqualTo(new SequenceBase(state(41), new SourcePosition("ticks", 0, 7), 1));
    }

    @Test
    void messagesTrackedBeforeTouchNothing() throws Exception {
        StoredSequence row = row(41, 7, 1, null);
        rows.put(key("A"), row);
        operator = OperatorHarness.on(rows).lineage(2).open();
        operator.process(message("A", 3, 5));
        operator.process(message("A", 900, 6));
        operator.answerLookup();
        operator.process(message("A", 41, 7));

        assertThat(operator.checked())
                .allMatch(CheckedRecord::replayed)
                .allMatch(checked -> checked.verdict().equals(SequenceVerdict.NOTHING_EXPECTED));
        assertThat(operator.events(SequenceOutputs.of(EventKind.GAP))).isEmpty();
        assertThat(operator.events(SequenceOutputs.of(EventKind.RESET))).isEmpty();
        assertThat(operator.store().updates).isEmpty();
        assertThat(rows).containsEntry(key("A"), row);
    }

    @Test
    void neverReadsItsOwnFuture() throws Exception {
        rows.put(key("A"), row(41, 7, 1, null));
        SequenceBase base = new SequenceBase(state(20), new SourcePosition("ticks", 0, 2), 0);
        rows.put(key("B"), row(41, 7, 1, base));
        operator = OperatorHarness.on(rows).lineage(1).open();
        operator.process(message("A", 40, 6));
        operator.process(message("B", 20, 2));
        operator.process(message("B", 22, 3));
        operator.answerAtOnce();

        assertThat(operator.output())
                .containsExactlyInAnyOrder("A:6:NORMAL", "B:2:NORMAL:replayed", "B:3:GAP");
        assertThat(operator.checked()).filteredOn(CheckedRecord::replayed).hasSize(1);
    }

    @Test
    void anotherTopicsMessagesWereNotTrackedBefore() throws Exception {
        rows.put(
                key("A"),
                new StoredSequence(state(41), new SourcePosition("older", 0, 7), 1, null, 0));
        operator = OperatorHarness.on(rows).lineage(2).open();
        operator.process(message("A", 42, 0));
        operator.answerLookup();

        assertThat(operator.output()).containsExactly("A:0:NORMAL");
        assertThat(operator.checked().get(0).verdict().expected()).isEqualTo(42);
    }

    @Test
    void messagesOfATopicCreatedAnewWereNotTrackedBefore() throws Exception {
        rows.put(key("A"), new StoredSequence(state(41), at("first", 0, 7), 1, null, 0));
        operator = OperatorHarness.on(rows).lineage(2).open();
        operator.process(message("A", 43, at("second", 0, 0)));
        operator.process(message("A", 44, at("second", 0, 1)));
        operator.answerAtOnce();

        assertThat(operator.output()).containsExactly("A:0:GAP", "A:1:NORMAL");
        assertThat(rows.get(key("A")).position()).isEqualTo(at("second", 0, 1));
    }

    @Test
    void aTopicWhoseIdIsNotKnownMayBeAnyOfItsName() throws Exception {
        rows.put(key("A"), row(41, 7, 1, null));
        operator = OperatorHarness.on(rows).lineage(2).open();
        operator.process(message("A", 41, at("second", 0, 7)));
        operator.answerAtOnce();

        assertThat(operator.output()).containsExactly("A:7:NORMAL:replayed");
    }

    /** A restored job may have met fewer moves than the row: what was moved from is deleted. */
    @Test
    void aRowOfMoreMovesDoesNotRefuseWhatIsAheadInItsPartition() throws Exception {
        rows.put(key("A"), new StoredSequence(state(41), at("second", 0, 900), 1, null, 1));
        operator = OperatorHarness.on(rows).lineage(1).open();
        operator.process(message("A", 42, at("second", 0, 901)));
        operator.answerAtOnce();

        assertThat(rows.get(key("A")).position()).isEqualTo(at("second", 0, 901));
    }

    @Test
    void aTopicIdThatIsKnownStaysSo() throws Exception {
        operator = OperatorHarness.on(rows).open();
        operator.process(message("A", 1, at("first", 0, 5)));
        operator.process(message("A", 2, new SourcePosition("ticks", 0, 6)));
        operator.answerAtOnce();
        assertThat(rows.get(key("A")).position()).isEqualTo(at("first", 0, 6));

        operator.process(message("A", 3, at("second", 0, 0)));
        operator.answerAtOnce();
        assertThat(rows.get(key("A")).moves()).isEqualTo(1);
        assertThat(rows.get(key("A")).position()).isEqualTo(at("second", 0, 0));
    }

    /** Offsets of different partitions do not compare; the moves tell which update is the newer. */
    @Test
    void countsHowOftenAKeyMovesSoThatNoAttemptGoesBack() throws Exception {
        operator = OperatorHarness.on(rows).open();
        operator.process(message("A", 1, at("first", 0, 900)));
        operator.process(message("A", 2, at("first", 1, 5)));
        operator.process(message("A", 3, at("first", 1, 6)));
        operator.process(message("A", 3, at("second", 1, 0)));
        operator.answerAtOnce();
        assertThat(rows.get(key("A")).moves()).isEqualTo(2);
        OperatorSubtaskState checkpoint = operator.checkpoint();
        operator.close();

        OperatorHarness stale = OperatorHarness.on(rows).restore(checkpoint, 1).open();
        operator = OperatorHarness.on(rows).restore(checkpoint, 1).open();
        stale.process(message("A", 4, at("second", 1, 1)));
        operator.process(message("A", 4, at("second", 1, 1)));
        operator.process(message("A", 5, at("second", 2, 0)));
        operator.answerAtOnce();
        stale.answerAtOnce();
        stale.close();

        assertThat(rows.get(key("A")).moves()).isEqualTo(3);
        assertThat(rows.get(key("A")).position()).isEqualTo(at("second", 2, 0));
    }

    // ---- checkpoints

    @Test
    void noMessageWaitsAtABarrier() throws Exception {
        operator = OperatorHarness.on(rows).pipelineSize(1).open();
        for (int i = 0; i < 5; i++) {
            operator.process(message("S" + i, 1, i));
        }
        operator.store().answerLookupsAtOnce();
        operator.beginCheckpoint();

        assertThat(operator.output()).hasSize(5);
    }

    @Test
    void aCheckpointCompletesWhenTheStoreHasAllFromBeforeIt() throws Exception {
        operator = OperatorHarness.on(rows).pipelineSize(1).open();
        warmUp("A", 1, 0);
        warmUp("B", 1, 1);
        OperatorHarness.PendingCheckpoint checkpoint = operator.beginCheckpoint();
        operator.process(message("A", 2, 2));
        operator.process(message("C", 1, 3));
        operator.answerLookup();
        assertThat(operator.output()).hasSize(4);

        operator.answerUpdate();
        assertThat(checkpoint.isComplete()).isFalse();
        operator.answerUpdate();
        assertThat(rows).containsOnlyKeys(key("A"), key("B"));
        OperatorSubtaskState state = checkpoint.await();
        operator.close();

        operator = OperatorHarness.on(rows).restore(state, 1).open();
        operator.process(message("A", 2, 2));
        assertThat(operator.output()).containsExactly("A:2:NORMAL");
        assertThat(operator.store().lookups).isEmpty();
    }

    /** Else transactions would be committed that the brokers have aborted. */
    @Test
    void failsWhenNoCheckpointCompletesForTooLong() throws Exception {
        operator = OperatorHarness.on(rows).longestUncommittedMillis(80).open();
        operator.store().answerAtOnce();
        operator.time(40);
        operator.checkpoint();
        operator.completeCheckpoint();
        operator.time(120);

        assertThatThrownBy(() -> operator.time(130))
                .hasMessageContaining("no checkpoint has completed for 90 ms");
    }

    /** A machine's time is corrected; the brokers count a transaction's age all the same. */
    @Test
    void aCorrectedTimeOfDayIsNoTimeThatHasPassed() throws Exception {
        operator = OperatorHarness.on(rows).longestUncommittedMillis(450_000).open();
        operator.store().answerAtOnce();
        operator.time(1_000);
        operator.checkpoint();
        operator.completeCheckpoint();

        operator.timeOfDay(461_000);
        operator.timeOfDay(900_000);
        operator.process(message("A", 1, 0));
        operator.runMails();

        assertThat(operator.output()).containsExactly("A:0:NORMAL");
        operator.time(900_000 + 400_000);
        assertThatThrownBy(() -> operator.time(900_000 + 520_000))
                .hasMessageContaining("no checkpoint has completed for 52");
    }

    /** Else offsets would be committed that the store is behind. */
    @Test
    void aCheckpointFailsThatWaitsForTheStoreWhenTheTaskEnds() throws Exception {
        operator = OperatorHarness.on(rows).open();
        warmUp("A", 1, 0);
        OperatorHarness.PendingCheckpoint checkpoint = operator.beginCheckpoint();
        assertThat(checkpoint.isComplete()).isFalse();
        operator.close();

        assertThatThrownBy(checkpoint::await)
                .rootCause()
                .hasMessage("the task ended before the store had every update");
    }

    /** Whatever the clock of the machine that submits it again says, and not after a failure. */
    @Test
    void eachSubmissionOfAJobIsLaterThanTheOneBefore() throws Exception {
        operator = OperatorHarness.on(rows).lineage(10).open();
        assertThat(operator.openedSubmission()).isEqualTo(10);
        OperatorSubtaskState checkpoint = operator.checkpoint();
        operator.close();

        long[][] submittedAndCounted = {
            {10, 10}, {99, 99}, {99, 99}, {50, 100}, {50, 100}, {200, 200}
        };
        for (long[] each : submittedAndCounted) {
            operator = OperatorHarness.on(rows).lineage(each[0]).restore(checkpoint, 1).open();
            assertThat(operator.openedLineage()).isEqualTo(10);
            assertThat(operator.openedSubmission()).isEqualTo(each[1]);
            checkpoint = operator.checkpoint();
            operator.close();
        }
    }

    /** On RocksDB too, which reads no value of a key before it is met. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stateOfALaterVersionIsRefusedWhenItIsRestored(boolean onRocksDb) throws Exception {
        operator = OperatorHarness.on(rows).stateBackend(backend(onRocksDb)).open();
        operator.answerAtOnce();
        operator.process(message("A", 1, 0));
        operator.runMails();
        OperatorSubtaskState savepoint = operator.checkpoint();
        operator.close();
        OperatorSubtaskState later = withForm(savepoint, StateForm.FORM + 1);

        assertThatThrownBy(
                        () ->
                                OperatorHarness.on(rows)
                                        .stateBackend(backend(onRocksDb))
                                        .restore(later, 1)
                                        .open())
                .hasMessageContainingAll(
                        "state in form 3, which a later version of the job wrote",
                        "knows up to form 2",
                        "start the later version");
        operator =
                OperatorHarness.on(rows)
                        .stateBackend(backend(onRocksDb))
                        .restore(withForm(savepoint, StateForm.FORM), 1)
                        .open();
        operator.process(message("A", 2, 1));
        assertThat(operator.output()).containsExactly("A:1:NORMAL");
    }

    private static StateBackend backend(boolean rocksDb) {
        return rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
    }

    /** The same state with another number in "form", of which there is one. */
    private static OperatorSubtaskState withForm(OperatorSubtaskState state, long form)
            throws Exception {
        OperatorStateHandle handle = state.getManagedOperatorState().iterator().next();
        byte[] bytes;
        try (FSDataInputStream in = handle.openInputStream()) {
            bytes = in.readAllBytes();
        }
        long at = handle.getStateNameToPartitionOffsets().get("form").getOffsets()[0];
        ByteBuffer.wrap(bytes).putLong((int) at, form);
        return state.toBuilder()
                .setManagedOperatorState(
                        new OperatorStreamStateHandle(
                                handle.getStateNameToPartitionOffsets(),
                                new ByteStreamStateHandle("patched", bytes)))
                .build();
    }

    /** A job without state was there in between, on the topic that the feed had moved to. */
    @Test
    void aJobRestoredOnPurposeTakesItsRowsBack() throws Exception {
        operator = OperatorHarness.on(rows).lineage(1).open();
        operator.answerAtOnce();
        operator.process(message("A", 1, new SourcePosition("v1", 0, 100)));
        operator.runMails();
        OperatorSubtaskState savepoint = operator.checkpoint();
        operator.close();
        operator = OperatorHarness.on(rows).lineage(2).open();
        operator.answerAtOnce();
        operator.process(message("A", 2, new SourcePosition("v2", 0, 0)));
        operator.runMails();
        ManualStore givenUp = operator.store();
        givenUp.answerByHand();
        operator.process(message("A", 3, new SourcePosition("v2", 0, 1)));
        operator.time(1_000);
        operator.close();

        operator = OperatorHarness.on(rows).lineage(3).restore(savepoint, 1).open();
        operator.answerAtOnce();
        operator.process(message("A", 6, new SourcePosition("v1", 0, 101)));
        operator.time(1_000);
        givenUp.answerAtOnce();

        StoredSequence row = rows.get(key("A"));
        assertThat(row.position()).isEqualTo(new SourcePosition("v1", 0, 101));
        assertThat(row.state().lastSequence()).isEqualTo(6);
        assertThat(row.lineage()).isEqualTo(1);
        assertThat(row.base()).isNull();
        assertThat(row.submission()).isEqualTo(3);
    }

    @Test
    void restoredKeysAreWarmAndGoOnAsTheirLineage() throws Exception {
        operator = OperatorHarness.on(rows).lineage(10).open();
        operator.answerAtOnce();
        operator.process(message("A", 5, 0));
        operator.runMails();
        OperatorSubtaskState checkpoint = operator.checkpoint();
        operator.process(message("A", 6, 1));
        operator.close();

        operator = OperatorHarness.on(rows).lineage(99).restore(checkpoint, 1).open();
        assertThat(operator.openedLineage()).isEqualTo(10);
        operator.process(message("A", 6, 1));
        assertThat(operator.output()).containsExactly("A:1:NORMAL");
        assertThat(operator.store().lookups).isEmpty();
    }

    // ---- outages

    @Test
    void stallTakesNoMessageUntilTheStoreIsBack() throws Exception {
        operator = OperatorHarness.on(rows).onOutage(OutagePolicy.STALL).open();
        warmUp("A", 1, 0);
        operator.store().beginOutage();
        operator.runMails();
        operator.store().endOutage(); // is a mail now: what follows has to run it first

        operator.process(message("A", 2, 1));
        assertThat(operator.output()).containsExactly("A:0:NORMAL", "A:1:NORMAL");
    }

    @Test
    void continueGoesOnAndStartsColdKeysAnew() throws Exception {
        rows.put(key("B"), row(41, 7, 1, null));
        operator = OperatorHarness.on(rows).lineage(2).onOutage(OutagePolicy.CONTINUE).open();
        warmUp("A", 1, 0);
        operator.process(message("C", 1, 1));
        operator.store().beginOutage();
        operator.runMails();
        operator.process(message("A", 2, 2));
        operator.process(message("B", 50, 9));

        assertThat(operator.output())
                .containsExactly("A:0:NORMAL", "C:1:NORMAL", "A:2:NORMAL", "B:9:NORMAL");
        operator.store().endOutage();
        operator.answerAtOnce();
        assertThat(rows.get(key("A")).state().lastSequence()).isEqualTo(2);
        assertThat(rows.get(key("B")).state().lastSequence()).isEqualTo(50);
        assertThat(rows.get(key("C")).state().lastSequence()).isEqualTo(1);
    }

    @Test
    void continueSnapshotsUnsentUpdatesAndSendsThemAfterARestore() throws Exception {
        operator = OperatorHarness.on(rows).onOutage(OutagePolicy.CONTINUE).open();
        warmUp("A", 1, 0);
        operator.store().beginOutage();
        operator.runMails();
        for (int i = 0; i < 20; i++) {
            operator.process(message("S" + i, i, 1 + i));
        }
        operator.process(message("A", 2, at("first", 0, 30)));
        OperatorSubtaskState checkpoint = operator.checkpoint();
        operator.close();
        assertThat(rows).isEmpty();

        for (int subtask = 0; subtask < 3; subtask++) {
            operator = OperatorHarness.on(rows).subtask(subtask, 3).restore(checkpoint, 1).open();
            operator.answerAtOnce();
            OperatorSubtaskState sent = operator.checkpoint();
            operator.close();
            operator =
                    OperatorHarness.on(new HashMap<>()).subtask(subtask, 3).restore(sent, 3).open();
            assertThat(operator.store().updates).isEmpty();
            operator.close();
        }
        assertThat(rows).hasSize(21);
        assertThat(rows.get(key("A")).state().lastSequence()).isEqualTo(2);
        assertThat(rows.get(key("A")).position()).isEqualTo(at("first", 0, 30));
    }

    @Test
    void continueDoesNotLetACheckpointWaitForAStoreThatGoesAway() throws Exception {
        operator = OperatorHarness.on(rows).onOutage(OutagePolicy.CONTINUE).open();
        warmUp("A", 1, 0);
        OperatorHarness.PendingCheckpoint checkpoint = operator.beginCheckpoint();
        operator.process(message("A", 2, 1));
        operator.store().beginOutage();
        OperatorSubtaskState state = checkpoint.await();
        operator.close();
        assertThat(rows).isEmpty();

        operator = OperatorHarness.on(rows).restore(state, 1).open();
        operator.answerAtOnce();
        assertThat(rows.get(key("A")).state().lastSequence()).isEqualTo(1);
    }

    @Test
    void aSnapshotInAnOutageWritesWhatHasChangedAlone() throws Exception {
        beginOutageWith(50, 1_000);
        operator.keyedStateUses();
        operator.checkpoint();
        assertThat(operator.keyedStateUses()).as("50 states, 50 marks").isEqualTo(100);

        operator.checkpoint();
        assertThat(operator.keyedStateUses()).isZero();

        for (int i = 0; i < 3; i++) {
            operator.process(message("S" + i, 2, 100 + i));
        }
        operator.checkpoint();
        assertThat(operator.keyedStateUses()).as("3 states").isEqualTo(3);
    }

    @Test
    void holdsNoMoreKeysInAnOutageThanItMay() throws Exception {
        beginOutageWith(1_000, 80);
        for (int i = 999; i >= 0; i--) {
            operator.process(message("S" + i, 2, 2_000 - i));
        }

        assertThat(operator.keysHeld()).isLessThanOrEqualTo(80 + 80 / 8 + 1);
        assertThat(operator.unsent()).isBetween(1_000, 1_001);
        operator.keyedStateUses();
        operator.checkpoint();
        assertThat(operator.keyedStateUses()).isLessThanOrEqualTo(2 * 91);

        operator.store().endOutage();
        operator.answerAtOnce();
        operator.time(10_000);
        assertThat(operator.unsent()).isZero();
        assertNewestInStore(1_000, 2);
        assertThat(operator.output()).allMatch(line -> line.endsWith("NORMAL"));
        OperatorSubtaskState sent = operator.checkpoint();
        operator.close();
        operator = OperatorHarness.on(rows).restore(sent, 1).open();
        assertThat(operator.unsent()).isZero();
    }

    /** Offsets of the topic before would be taken for a future of this one. */
    @Test
    void aParkedKeyStaysInTheTopicThatWasRecreated() throws Exception {
        operator =
                OperatorHarness.on(rows).onOutage(OutagePolicy.CONTINUE).maxWarmKeysHeld(1).open();
        operator.store().beginOutage();
        operator.runMails();
        SourcePartition first = new SourcePartition("ticks", "first", 0);
        SourcePartition second = new SourcePartition("ticks", "second", 0);
        operator.process(message("SENT", 1, new SourcePosition(first, 55))); // is in flight
        operator.process(message("A", 1, new SourcePosition(first, 56)));
        for (int i = 0; i < 4; i++) {
            operator.process(message("B" + i, 1, new SourcePosition(first, 57 + i)));
        }
        operator.process(message("A", 2, new SourcePosition(second, 3)));
        for (int i = 0; i < 4; i++) {
            operator.process(message("B" + i, 2, new SourcePosition(second, 4 + i)));
        }

        operator.store().endOutage();
        operator.answerAtOnce();
        operator.time(10_000);
        assertThat(rows.get(key("A")).position()).isEqualTo(new SourcePosition(second, 3));
    }

    @ParameterizedTest
    @EnumSource(OutagePolicy.class)
    void holdsNoMoreKeysAfterARestoreThanItMay(OutagePolicy onOutage) throws Exception {
        beginOutageWith(1_000, 2_000);
        OperatorSubtaskState checkpoint = operator.checkpoint();
        operator.close();

        operator =
                OperatorHarness.on(rows)
                        .onOutage(onOutage)
                        .maxWarmKeysHeld(80)
                        .restore(checkpoint, 1)
                        .open();

        assertThat(operator.keysHeld()).isZero();
        assertThat(operator.unsent()).isEqualTo(1_000);
        for (int i = 0; i < 200; i++) {
            operator.answerUpdate();
            operator.time(i);
            operator.process(message("S" + i, 2, 1_000 + i));
            assertThat(operator.keysHeld()).isLessThanOrEqualTo(80 + 100);
            if (operator.isFullOfUnsent()) {
                operator.answerAtOnce();
                operator.store().answerByHand();
            }
        }
        operator.answerAtOnce();
        operator.time(10_000);
        operator.checkpoint();
        assertNewestInStore(200, 2);
        assertNewestInStore(200, 1_000, 1);
    }

    /** What a key that was taken to be sent is, a message meets: never are there two of it. */
    @Test
    void aRestoredKeyMayChangeWhileItIsSent() throws Exception {
        beginOutageWith(20, 100);
        OperatorSubtaskState checkpoint = operator.checkpoint();
        operator.close();
        operator =
                OperatorHarness.on(rows)
                        .onOutage(OutagePolicy.CONTINUE)
                        .restore(checkpoint, 1)
                        .open();

        for (int i = 0; i < 20; i++) {
            operator.process(message("S" + i, 2, 100 + i));
        }
        operator.store().beginOutage();
        operator.runMails();
        OperatorSubtaskState whileSent = operator.checkpoint();
        operator.close();
        assertThat(rows).isEmpty();

        operator = OperatorHarness.on(rows).restore(whileSent, 1).open();
        operator.answerAtOnce();
        operator.time(10_000);
        assertNewestInStore(20, 2);
    }

    @Test
    void aMessageThatStallsWaitsWhereAsManyKeysAreUnsentAsMayBeHeld() throws Exception {
        operator = OperatorHarness.on(rows).maxWarmKeysHeld(80).open();
        operator.store().answerLookupsAtOnce();
        for (int i = 0; i < 1_000; i++) {
            if (operator.isFullOfUnsent()) {
                operator.store().answerUpdatesAtOnce();
            }
            operator.process(message("S" + i, 1, i));
            operator.runMails();
            operator.store().answerByHand();
            operator.store().answerLookupsAtOnce();
            assertThat(operator.keysHeld()).isLessThanOrEqualTo(80 + 100);
        }
        operator.answerAtOnce();
        operator.time(10_000);
        assertNewestInStore(1_000, 1);
    }

    /** Goes on without the store, and with one message of each key. */
    private void beginOutageWith(int keys, int maxHeld) throws Exception {
        operator =
                OperatorHarness.on(rows)
                        .onOutage(OutagePolicy.CONTINUE)
                        .maxWarmKeysHeld(maxHeld)
                        .open();
        operator.store().beginOutage();
        operator.runMails();
        for (int i = 0; i < keys; i++) {
            operator.process(message("S" + i, 1, i));
        }
    }

    private void assertNewestInStore(int keys, long sequence) {
        assertNewestInStore(0, keys, sequence);
    }

    private void assertNewestInStore(int from, int to, long sequence) {
        for (int i = from; i < to; i++) {
            assertThat(rows.get(key("S" + i)).state().lastSequence())
                    .as("S" + i)
                    .isEqualTo(sequence);
        }
    }

    @Test
    void closesItsStoreWithItself() throws Exception {
        operator = OperatorHarness.on(rows).open();
        operator.close();
        assertThat(operator.store().closed).isTrue();
    }

    private void warmUp(String symbol, long sequence, long offset) throws Exception {
        operator.process(message(symbol, sequence, offset));
        operator.answerLookup();
    }

    private static SequenceUpdate update(String symbol, long sequence, long offset) {
        return new SequenceUpdate(
                key(symbol), state(sequence), new SourcePosition("ticks", 0, offset), null, 0);
    }

    private static SourcePosition at(String topicId, int partition, long offset) {
        return new SourcePosition(new SourcePartition("ticks", topicId, partition), offset);
    }

    private static SequenceState state(long last) {
        return new SequenceState(last, last * 1_000, 0, 0);
    }

    private static StoredSequence row(long last, long offset, long lineage, SequenceBase base) {
        return new StoredSequence(
                state(last), new SourcePosition("ticks", 0, offset), lineage, base, 0);
    }
}
