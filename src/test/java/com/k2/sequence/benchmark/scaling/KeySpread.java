package com.k2.sequence.benchmark.scaling;

import com.k2.sequence.tracking.InstrumentKey;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** How Flink spreads keys over subtasks: by their hash, so never quite evenly. */
final class KeySpread {

    private KeySpread() {}

    /** How many of so many keys the fullest of these subtasks has. */
    static int fullest(int keys, int subtasks) {
        int maxParallelism = KeyGroupRangeAssignment.computeDefaultMaxParallelism(subtasks);
        int[] counts = new int[subtasks];
        int fullest = 0;
        for (int i = 0; i < keys; i++) {
            int subtask =
                    KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            new InstrumentKey("exchange", "S" + i), maxParallelism, subtasks);
            counts[subtask]++;
            fullest = Math.max(fullest, counts[subtask]);
        }
        return fullest;
    }
}
