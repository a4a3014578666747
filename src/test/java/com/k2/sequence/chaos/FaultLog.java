package com.k2.sequence.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which faults there were, and how long the job was down after those that hit it alone. */
final class FaultLog {

    private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, List<Duration>> timesBack = new EnumMap<>(FaultKind.class);

    /**
     * Takes in a fault.
     *
     * @param timeBack until all tasks ran again; null where it was not measured
     */
    void add(FaultKind kind, Duration timeBack) {
        counts.merge(kind, 1, Integer::sum);
        if (timeBack != null && !timeBack.isNegative()) {
            timesBack.computeIfAbsent(kind, first -> new ArrayList<>()).add(timeBack);
        }
    }

    int count(FaultKind kind) {
        return counts.getOrDefault(kind, 0);
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** In ascending order. */
    List<Duration> timesBack(FaultKind kind) {
        List<Duration> sorted = new ArrayList<>(timesBack.getOrDefault(kind, List.of()));
        Collections.sort(sorted);
        return sorted;
    }
}
