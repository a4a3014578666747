package com.k2.sequence.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateCheckTest {

    private static final InstrumentKey BHP = new InstrumentKey("asx", "BHP");
    private static final SequenceState STATE =
            new SequenceState(1005, 1_768_125_600_127_483_000L, 2, 1);
    private static final Map<String, String> ROW =
            Map.of(
                    "last_seq", "1005",
                    "last_ts", "2026-01-11T10:00:00.127483Z",
                    "gap_count", "2",
                    "reset_count", "1",
                    "position", "ticks/0@42");

    @Test
    void rowThatHoldsTheStateIsEqual() {
        StateCheck check = StateCheck.of(Map.of(BHP, STATE), Map.of(BHP, ROW));
        assertThat(check.equal()).isEqualTo(1);
        assertThat(check.differences()).isEmpty();
    }

    @Test
    void tellsARowThatHoldsAnotherState() {
        SequenceState other = new SequenceState(1006, STATE.lastTimestamp(), 2, 1);
        StateCheck check = StateCheck.of(Map.of(BHP, other), Map.of(BHP, ROW));
        assertThat(check.equal()).isZero();
        assertThat(check.differences()).singleElement().asString().contains("asx.BHP", "1006");
    }

    @Test
    void tellsAMissingRow() {
        assertThat(StateCheck.of(Map.of(BHP, STATE), Map.of()).differences())
                .singleElement()
                .asString()
                .contains("no row of asx.BHP");
    }

    @Test
    void tellsARowTooMany() {
        assertThat(StateCheck.of(Map.of(), Map.of(BHP, ROW)).differences())
                .singleElement()
                .asString()
                .contains("asx.BHP", "had no message");
    }
}
