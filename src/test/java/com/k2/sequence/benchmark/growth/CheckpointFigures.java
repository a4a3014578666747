package com.k2.sequence.benchmark.growth;

import java.util.Arrays;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.SubtaskStateStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;

/**
 * What a checkpoint took. Durations in milliseconds.
 *
 * @param bytes written for it; with incremental checkpoints, what had changed
 * @param total from its trigger to the last subtask's end
 * @param beforeBarrier how long the slowest subtask prepared before it let the barrier pass: it has
 *     the store brought up to date, and takes no message meanwhile
 * @param synchronous how long the slowest subtask took the snapshot itself, and no message
 */
record CheckpointFigures(long bytes, long total, long beforeBarrier, long synchronous) {

    static final CheckpointFigures NONE = new CheckpointFigures(0, 0, 0, 0);

    static CheckpointFigures of(CompletedCheckpointStats checkpoint) {
        long beforeBarrier = 0;
        long synchronous = 0;
        for (TaskStateStats task : checkpoint.getAllTaskStateStats()) {
            for (SubtaskStateStats subtask : task.getSubtaskStats()) {
                synchronous = Math.max(synchronous, subtask.getSyncCheckpointDuration());
                beforeBarrier =
                        Math.max(
                                beforeBarrier,
                                beforeBarrier(checkpoint.getTriggerTimestamp(), subtask));
            }
        }
        return new CheckpointFigures(
                checkpoint.getCheckpointedSize(),
                checkpoint.getEndToEndDuration(),
                beforeBarrier,
                synchronous);
    }

    /** Flink does not time it: it is what its other times leave of the whole. */
    private static long beforeBarrier(long trigger, SubtaskStateStats subtask) {
        long[] known = {
            subtask.getCheckpointStartDelay(),
            subtask.getAlignmentDuration(),
            subtask.getSyncCheckpointDuration(),
            subtask.getAsyncCheckpointDuration()
        };
        return Math.max(0, subtask.getEndToEndDuration(trigger) - Arrays.stream(known).sum());
    }
}
