package com.k2.sequence.operator.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.KeyedValues;
import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarmKeysTest {

    private static final SourcePartition SOURCE = new SourcePartition("ticks", null, 0);

    private final State state = new State();
    private final WarmKeys keys = new WarmKeys(state, 3);

    @Test
    void findsWhatKeyedStateHolds() throws Exception {
        state.values.put(key("A"), tracked(7));

        WarmKey found = find("A");

        assertThat(found.tracked()).isEqualTo(tracked(7));
        assertThat(find("A")).isSameAs(found);
        assertThat(state.reads).isEqualTo(1);
        assertThat(find("B")).isNull();
    }

    @Test
    void keyedStateLearnsOfChangesWhenTheyAreWrittenBack() throws Exception {
        WarmKey key = add("A", 1);
        keys.update(key, tracked(2));
        key.setState(new SequenceState(3, 0, 0, 0));
        keys.advance(key, new SourcePosition(SOURCE, 0));
        assertThat(state.values).isEmpty();

        keys.writeBack();

        assertThat(state.values).containsExactly(Map.entry(key("A"), tracked(3)));
        assertThat(state.writes).isEqualTo(1);
        keys.writeBack();
        assertThat(state.writes).isEqualTo(1);
    }

    /** As of a savepoint that knew the partition alone, and of a text that has no topic id. */
    @Test
    void keyedStateLearnsWhereARestoredKeyStands() throws Exception {
        SourcePartition partition = new SourcePartition("ticks", "id", 0);
        SequenceState last = new SequenceState(7, 0, 0, 0);
        state.values.put(
                key("A"), TrackedSequence.startingWith(last, new SourcePosition(partition, 0)));
        WarmKey key = find("A");

        keys.restoreNewest(key, new SourcePosition("ticks", 0, 30));
        keys.writeBack();

        TrackedSequence now = TrackedSequence.startingWith(last, new SourcePosition(partition, 30));
        assertThat(key.tracked()).isEqualTo(now);
        assertThat(state.values).containsExactly(Map.entry(key("A"), now));
    }

    /** The mark of an unsent key is older than what has changed since. */
    @Test
    void aRestoredKeyIsNotSetBack() throws Exception {
        SourcePosition newest = new SourcePosition(SOURCE, 40);
        WarmKey key =
                keys.add(
                        key("A"),
                        TrackedSequence.startingWith(new SequenceState(7, 0, 0, 0), newest));

        keys.restoreNewest(key, new SourcePosition("ticks", 0, 30));
        keys.restoreNewest(key, new SourcePosition("ticks", 1, 50));

        assertThat(key.newest()).isEqualTo(newest);
    }

    @Test
    void aKeyInFlightNeverMakesRoom() throws Exception {
        WarmKey inFlight = add("A", 1);
        inFlight.beginUnsent(0);
        inFlight.takeUpdate();
        for (int i = 0; i < 50; i++) {
            add("S" + i, i);
        }

        assertThat(find("A")).isSameAs(inFlight);
    }

    @Test
    void losesNothingWhenKeysMakeRoom() throws Exception {
        for (int i = 0; i < 100; i++) {
            String symbol = "S" + i % 10;
            WarmKey known = find(symbol);
            if (known == null) {
                add(symbol, i);
            } else {
                assertThat(known.tracked()).isEqualTo(tracked(i - 10));
                keys.update(known, tracked(i));
            }
        }
        assertThat(state.reads).as("some had made room").isGreaterThan(10);
    }

    /** Else its update and a later one of the same key could be under way as two. */
    @Test
    void aKeyThatIsUnsentNeverMakesRoom() throws Exception {
        WarmKey unsent = add("A", 1);
        unsent.beginUnsent(0);
        for (int i = 0; i < 50; i++) {
            add("S" + i, i);
        }

        assertThat(find("A")).isSameAs(unsent);
        send(unsent);
        for (int i = 50; i < 100; i++) {
            add("S" + i, i);
        }
        assertThat(find("A")).isNotSameAs(unsent);
        assertThat(find("A").tracked()).isEqualTo(tracked(1));
    }

    @Test
    void letsGoOfWhatHadToStayWhenItIsWrittenBack() throws Exception {
        for (int i = 0; i < 50; i++) {
            add("S" + i, i).beginUnsent(0);
        }
        for (int i = 0; i < 50; i++) {
            send(find("S" + i));
        }
        assertThat(state.reads).isZero();

        keys.writeBack();

        for (int i = 0; i < 50; i++) {
            assertThat(find("S" + i).tracked()).isEqualTo(tracked(i));
        }
        assertThat(state.reads).isGreaterThanOrEqualTo(47);
    }

    @Test
    void whatHadToStayAlsoGoesWhileOthersCome() throws Exception {
        for (int i = 0; i < 50; i++) {
            add("S" + i, i).beginUnsent(0);
        }
        for (int i = 0; i < 50; i++) {
            send(find("S" + i));
        }
        int writes = state.writes;
        for (int i = 0; i < 200; i++) {
            add("T" + i, i);
        }

        // The hand looks at a few slots at a time, and where keys lie differs from run to run.
        assertThat(state.writes - writes)
                .as("keys that went")
                .isBetween(50 + 200 - 3 - 5, 50 + 200 - 3);
    }

    @Test
    void aKeyThatGoesIsWrittenIfItHasChanged() throws Exception {
        for (int i = 0; i < 100; i++) {
            state.values.put(key("S" + i), tracked(i));
            find("S" + i);
        }
        assertThat(state.writes).isZero();

        WarmKey changed = find("S99");
        keys.update(changed, tracked(100));
        for (int i = 0; i < 50; i++) {
            find("S" + i);
        }

        assertThat(state.writes).isEqualTo(1);
        assertThat(state.values).containsEntry(key("S99"), tracked(100));
    }

    @Test
    void keysThatMessagesComeForStay() throws Exception {
        WarmKeys some = new WarmKeys(state, 100);
        List<WarmKey> busy = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            busy.add(some.add(key("B" + i), tracked(0)));
        }
        for (int i = 0; i < 10_000; i++) {
            WarmKey next = busy.get(i % 20);
            next.setState(new SequenceState(i, 0, 0, 0));
            some.advance(next, new SourcePosition(SOURCE, i));
            some.add(key("S" + i), tracked(i));
        }

        for (WarmKey each : busy) {
            assertThat(some.find(each.instrument())).isSameAs(each);
        }
    }

    @Test
    void keysThatMessagesCameForStayAtABarrierTooAsLongAsOthersMayGo() throws Exception {
        WarmKeys some = new WarmKeys(state, 50);
        List<WarmKey> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(some.add(key("S" + i), tracked(i)));
            all.get(i).beginUnsent(0);
        }
        for (WarmKey each : all) {
            send(each);
        }
        List<WarmKey> busy = all.subList(30, 70);
        for (WarmKey each : busy) {
            each.setState(new SequenceState(7, 0, 0, 0));
            some.advance(each, new SourcePosition(SOURCE, 7));
        }

        some.writeBack();

        int reads = state.reads;
        for (WarmKey each : busy) {
            assertThat(some.find(each.instrument())).isSameAs(each);
        }
        assertThat(state.reads).isEqualTo(reads);
    }

    @Test
    void holdsAsManyAsTheHeapHasRoomFor() {
        assertThat(WarmKeys.maxHeld(512L << 20, 1)).isEqualTo(223_696);
        assertThat(WarmKeys.maxHeld(512L << 20, 4)).isEqualTo(55_924);
        assertThat(WarmKeys.maxHeld(1_000, 4)).isEqualTo(1);
        assertThat(WarmKeys.maxHeld(64L << 30, 1)).isEqualTo(524_288);
    }

    private static void send(WarmKey key) {
        key.takeUpdate();
        key.endInFlight();
    }

    private WarmKey find(String symbol) throws Exception {
        return keys.find(key(symbol));
    }

    private WarmKey add(String symbol, long last) throws Exception {
        return keys.add(key(symbol), tracked(last));
    }

    private static InstrumentKey key(String symbol) {
        return new InstrumentKey("asx", symbol);
    }

    private static TrackedSequence tracked(long last) {
        return TrackedSequence.startingWith(
                new SequenceState(last, 0, 0, 0), new SourcePosition(SOURCE, 0));
    }

    /** Keyed state as its contract has it. */
    private static final class State implements KeyedValues<TrackedSequence> {
        private final Map<InstrumentKey, TrackedSequence> values = new HashMap<>();
        private int reads;
        private int writes;

        @Override
        public TrackedSequence get(InstrumentKey key) {
            reads++;
            return values.get(key);
        }

        @Override
        public void put(InstrumentKey key, TrackedSequence value) {
            writes++;
            values.put(key, value);
        }

        @Override
        public void remove(InstrumentKey key) {
            values.remove(key);
        }

        @Override
        public Stream<InstrumentKey> keys() {
            return values.keySet().stream();
        }

        @Override
        public KeySweep sweep() {
            throw new UnsupportedOperationException("warm keys are not swept");
        }
    }
}
