package com.k2.sequence.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {

    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(faults(42, 100)).isEqualTo(faults(42, 100)).isNotEqualTo(faults(43, 100));
    }

    @Test
    void hasEveryKindBeforeOneComesAgain() {
        List<FaultKind> kinds = faults(1, 2 * ALL.size()).stream().map(Fault::kind).toList();

        assertThat(kinds.subList(0, ALL.size())).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(kinds.subList(ALL.size(), kinds.size()))
                .containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void letsSomeFaultsOverlapAndLeavesMostAlone() {
        long overlapping = faults(1, 1_000).stream().filter(Fault::overlaps).count();

        assertThat(overlapping).isBetween(150L, 350L);
    }

    @Test
    void keepsToTheKindsItIsGiven() {
        FaultSchedule schedule = new FaultSchedule(1, List.of(FaultKind.REDIS_KILL));

        assertThat(Stream.generate(schedule::next).limit(5).map(Fault::kind))
                .containsOnly(FaultKind.REDIS_KILL);
        assertThatThrownBy(() -> new FaultSchedule(1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasOneKindAloneThatRepeatsOutput() {
        assertThat(Arrays.stream(FaultKind.values()).filter(kind -> !kind.keepsExactlyOnce()))
                .containsExactly(FaultKind.RETURN_TO_SAVEPOINT);
    }

    private static List<Fault> faults(long seed, int count) {
        return Stream.generate(new FaultSchedule(seed, ALL)::next).limit(count).toList();
    }
}
