package com.k2.sequence.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Faults without end, the same for the same seed and kinds. All kinds come in random order before
 * one comes again, so that a short run has each of them. Pauses are 1 to 4 s, outages 1 to 6 s; a
 * TaskManager stays stopped for 2 to 14 s, on either side of the heartbeat's timeout. One fault in
 * four overlaps the next. Not thread-safe.
 */
final class FaultSchedule {

    private static final int ALONE_OF_FOUR = 3;

    private final Random random;
    private final List<FaultKind> kinds;
    private final Deque<FaultKind> round = new ArrayDeque<>();

    FaultSchedule(long seed, Collection<FaultKind> kinds) {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a schedule needs at least one kind of fault");
        }
        this.random = new Random(seed);
        this.kinds = kinds.stream().sorted().toList();
    }

    Fault next() {
        if (round.isEmpty()) {
            List<FaultKind> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            round.addAll(shuffled);
        }
        FaultKind kind = round.remove();
        Duration pause = between(1_000, 4_000);
        Duration outage =
                kind == FaultKind.TASK_MANAGER_PAUSE
                        ? between(2_000, 14_000)
                        : between(1_000, 6_000);
        int choice = random.nextInt(Integer.MAX_VALUE);
        return new Fault(kind, pause, outage, choice, random.nextInt(4) >= ALONE_OF_FOUR);
    }

    private Duration between(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least));
    }
}
