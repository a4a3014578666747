package com.k2.sequence.operator.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CheckpointDeadlineTest {

    private final CheckpointDeadline deadline = new CheckpointDeadline(100, 1_000);

    @Test
    void countsFromTheBeginning() {
        assertHolds(1_100);
        assertIsOver(1_101);
    }

    @Test
    void countsFromTheBarrierOfTheLastCompleteCheckpoint() {
        deadline.begin(1, 1_050);
        assertIsOver(1_101);
        deadline.complete(1);
        assertHolds(1_150);
        assertIsOver(1_151);
    }

    @Test
    void aCheckpointThatFailsChangesNothing() {
        deadline.begin(1, 1_010);
        deadline.begin(2, 1_060);
        deadline.begin(3, 1_090);
        deadline.complete(2);
        assertHolds(1_160);
        assertIsOver(1_161);
        deadline.complete(3);
        assertHolds(1_190);
    }

    @Test
    void aCheckpointOfBeforeARestoreChangesNothing() {
        deadline.begin(8, 1_090);
        deadline.complete(7);
        assertIsOver(1_101);
    }

    private void assertHolds(long now) {
        assertThatCode(() -> deadline.check(now)).doesNotThrowAnyException();
    }

    private void assertIsOver(long now) {
        assertThatThrownBy(() -> deadline.check(now))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kafka.properties.transaction.timeout.ms");
    }
}
