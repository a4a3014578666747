package com.k2.sequence.operator.engine;

import static com.k2.sequence.operator.engine.TestInputs.forAll;
import static com.k2.sequence.operator.engine.TestInputs.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.Command.Kind;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The control number that a key begins with is that of the newest command that is for it. */
class ControlFloorTest {

    private final PlainCluster cluster = new PlainCluster();

    @Test
    void isThatOfTheNewestCommandForTheKey() throws Exception {
        ControlFloor floor = ControlFloor.restore(state(null));
        assertThat(floor.of(key("A1"))).isZero();
        floor.raise(forAll(Kind.CLEAR_ALL, "A*", 0), 1_000);
        floor.raise(forAll(Kind.CLEAR_ALL, "*1", 1), 2_000);

        assertThat(floor.of(key("A2"))).isEqualTo(1_000);
        assertThat(floor.of(key("A1"))).isEqualTo(2_000);
        assertThat(floor.of(key("B2"))).isZero();
        assertThat(floor.of(new InstrumentKey("cme", "A1"))).isZero();
        floor.raise(forAll(Kind.CLEAR_ALL, "A*", 2), 3_000);
        assertThat(floor.of(key("A1"))).isEqualTo(3_000);
    }

    @Test
    void isKeptAndNeverLowerWithManyPatterns() throws Exception {
        PlainState state = state(null);
        ControlFloor floor = ControlFloor.restore(state);
        for (int i = 0; i <= ControlFloor.MOST_PATTERNS; i++) {
            floor.raise(forAll(Kind.CLEAR_ALL, "S" + i, i), 1_000 + i);
        }
        floor.snapshot();
        ControlFloor restored = ControlFloor.restore(state(state.snapshot()));

        for (ControlFloor each : List.of(floor, restored)) {
            for (int i = 0; i <= ControlFloor.MOST_PATTERNS; i++) {
                assertThat(each.of(key("S" + i))).isEqualTo(1_000 + i);
            }
            assertThat(each.of(key("OTHER"))).isEqualTo(1_000);
        }
    }

    private PlainState state(Object snapshot) {
        Map<InstrumentKey, StoredSequence> rows = new HashMap<>();
        SimulatedTask.Restored from =
                snapshot == null
                        ? null
                        : new SimulatedTask.Restored(2, List.of(snapshot, snapshot), 1);
        return new PlainState(
                cluster,
                new SimulatedTask.Setup(
                        TrackingRule.DEFAULT,
                        rows,
                        new HashMap<>(),
                        1,
                        OutagePolicy.STALL,
                        1,
                        1,
                        true,
                        TrackingSettings.FOR_EVER,
                        0,
                        1,
                        from));
    }
}
