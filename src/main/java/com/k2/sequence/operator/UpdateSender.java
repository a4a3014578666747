package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Drains the {@link UpdateBuffer} into the store: one pipeline on its way at a time, and a rest
 * after it in proportion to the keys it took.
 *
 * <p>So a subtask costs the store no more than a bounded number of keys a second, whatever comes
 * in, except that none may lag for too long. What is below that bound leaves at once. The rest does
 * not depend on how long the pipeline took: where all processors are busy that says little of the
 * store.
 *
 * <p>Used by the task's thread alone.
 */
final class UpdateSender {

    /**
     * A pipeline of fewer keys has no rest; each of so many adds a millisecond. So a subtask writes
     * 10,000 keys a second at most before updates gather, which costs Redis a tenth of a processor.
     */
    static final int KEYS_PER_MILLI_OF_REST = 10;

    private final UpdateBuffer buffer;
    private final SequenceStore store;
    private final TrackingSettings settings;
    private final TaskThread thread;
    private final SequenceMetrics metrics;
    private final BooleanSupplier lookupsComeFirst;

    private boolean resting;

    /**
     * @param lookupsComeFirst whether updates may lag for longer than the settings say, since
     *     messages wait for lookups
     */
    UpdateSender(
            UpdateBuffer buffer,
            SequenceStore store,
            TrackingSettings settings,
            TaskThread thread,
            SequenceMetrics metrics,
            BooleanSupplier lookupsComeFirst) {
        this.buffer = buffer;
        this.store = store;
        this.settings = settings;
        this.thread = thread;
        this.metrics = metrics;
        this.lookupsComeFirst = lookupsComeFirst;
    }

    /** Sends the next pipeline if the line is free and has rested. */
    void send() {
        if (resting || buffer.hasInFlight() || !buffer.hasWaiting()) {
            return;
        }
        List<SequenceUpdate> batch = buffer.take(settings.pipelineSize());
        thread.whenDone(
                store.update(batch),
                "updates answered",
                ignored -> answered(batch.size(), ignored));
    }

    /** Sends the next pipeline if the line is free. */
    void sendWithoutRest() {
        resting = false;
        send();
    }

    private void answered(int sent, int ignored) {
        buffer.acknowledge();
        metrics.updatesAnswered(sent, ignored);
        rest(sent);
        send();
    }

    private void rest(int sent) {
        if (buffer.isFlushing()) {
            return;
        }
        long now = thread.now();
        long until = now + Math.min(sent / KEYS_PER_MILLI_OF_REST, settings.maxLagMillis());
        if (buffer.hasWaiting() && !lookupsComeFirst.getAsBoolean()) {
            until = Math.min(until, buffer.waitingSince() + settings.maxLagMillis());
        }
        if (until > now) {
            resting = true;
            thread.at(until, this::sendWithoutRest);
        }
    }
}
