package com.k2.sequence.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SourcePartition;
import com.k2.sequence.tracking.SourcePosition;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.junit.jupiter.api.Test;

class WarmKeysTest {

    private static final SourcePartition SOURCE = new SourcePartition("ticks", null, 0);

    private final State state = new State();
    private final WarmKeys keys = new WarmKeys(state, state, 3);

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
        keys.advance(key, new SequenceState(3, 0, 0, 0), new SourcePosition(SOURCE, 0));
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
            assertThat(state.current).isEqualTo(key(symbol));
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
        unsent.takeUpdate();
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
            find("S" + i).takeUpdate();
        }
        int reads = state.reads;
        keys.writeBack();

        find("S0");
        assertThat(state.reads).isEqualTo(reads + 1);
        assertThat(find("S49").tracked()).isEqualTo(tracked(49));
    }

    @Test
    void takesTimeOnlyNowAndThenToFindThatNoKeyCanMakeRoom() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            add("S" + i, i).beginUnsent(0);
            keys.update(find("S" + i), tracked(i + 1));
        }

        // Each look writes all changes back: were there one for each key, it would be half of
        // 10,000².
        assertThat(state.writes).isLessThan(20_000);
    }

    private WarmKey find(String symbol) throws Exception {
        state.setCurrentKey(key(symbol));
        return keys.find(key(symbol));
    }

    private WarmKey add(String symbol, long last) throws Exception {
        state.setCurrentKey(key(symbol));
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
    private static final class State implements ValueState<TrackedSequence>, KeyContext {
        private final Map<Object, TrackedSequence> values = new HashMap<>();
        private Object current;
        private int reads;
        private int writes;

        @Override
        public void setCurrentKey(Object key) {
            current = key;
        }

        @Override
        public Object getCurrentKey() {
            return current;
        }

        @Override
        public TrackedSequence value() {
            reads++;
            return values.get(current);
        }

        @Override
        public void update(TrackedSequence value) {
            writes++;
            values.put(current, value);
        }

        @Override
        public void clear() {
            values.remove(current);
        }
    }
}
