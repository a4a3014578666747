package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.buffer.KeyStamps;
import com.k2.sequence.operator.buffer.UnsentUpdates;
import com.k2.sequence.operator.buffer.UpdateBuffer;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.KeyedValues;
import com.k2.sequence.operator.port.TaskState;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackedSequence;

/**
 * All that a task knows of its keys.
 *
 * @param sequences in keyed state
 * @param warm in memory
 * @param unsent of which the store lacks something
 * @param stamps of their last change; {@link KeyStamps#NONE} where keys stay for ever
 */
record TaskKeys(
        KeyedValues<TrackedSequence> sequences,
        WarmKeys warm,
        UnsentUpdates unsent,
        KeyStamps stamps) {

    static TaskKeys of(
            TaskState state, TaskThread thread, TrackingSettings settings, int maxWarmKeysHeld) {
        KeyedValues<TrackedSequence> sequences = state.sequences();
        WarmKeys warm = new WarmKeys(sequences, maxWarmKeysHeld);
        UnsentUpdates unsent =
                new UnsentUpdates(
                        state.unsentMarks(), warm, settings.onOutage() == OutagePolicy.CONTINUE);
        warm.parkIn(unsent);
        KeyStamps stamps = KeyStamps.NONE;
        if (settings.stateTtlMillis() != TrackingSettings.FOR_EVER) {
            stamps = new KeyStamps(state.changeTimes(), thread::timeOfDay);
            warm.stampIn(stamps);
        }
        return new TaskKeys(sequences, warm, unsent, stamps);
    }

    UpdateBuffer buffer() {
        return unsent.buffer();
    }

    /** All keys of keyed state. */
    KeySweep sweep() {
        return sequences.sweep();
    }
}
