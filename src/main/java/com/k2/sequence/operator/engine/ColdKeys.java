package com.k2.sequence.operator.engine;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.buffer.ColdKeyQueue;
import com.k2.sequence.operator.buffer.WarmKey;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.operator.port.TrackingMetrics;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.List;
import java.util.Map;

/**
 * Messages of keys that are cold wait here for one lookup of their key, then they are judged in the
 * order they came. One lookup is on its way at a time, for many keys. Used by the task's thread.
 */
final class ColdKeys {

    /** Keys and values of what waits; records are small, but may be large. */
    static final long MAX_WAITING_BYTES = 64L << 20;

    private final ColdKeyQueue<ColdMessage, Signal> queue = new ColdKeyQueue<>();
    private final TrackingSettings settings;
    private final TaskThread thread;
    private final TrackingMetrics metrics;
    private final MessageJudge judge;
    private final Warming warming;

    private SequenceStore store;
    private boolean lookingUp;

    ColdKeys(
            TrackingSettings settings,
            TaskThread thread,
            TrackingMetrics metrics,
            MessageJudge judge,
            Warming warming) {
        this.settings = settings;
        this.thread = thread;
        this.metrics = metrics;
        this.judge = judge;
        this.warming = warming;
    }

    void open(SequenceStore openStore) {
        store = openStore;
    }

    /** Whether messages of this key wait. */
    boolean isWaiting(InstrumentKey key) {
        return queue.isWaiting(key);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Messages that wait; may be asked by any thread. */
    int size() {
        return queue.size();
    }

    /** Whether as much waits as may; what came last may go past the bytes. */
    boolean isFull() {
        return queue.size() >= settings.maxWaiting() || queue.bytes() >= MAX_WAITING_BYTES;
    }

    /** Whether a lookup is on its way. */
    boolean isLookingUp() {
        return lookingUp;
    }

    void add(SequencedMessage message, long time) {
        queue.add(message.instrument(), new ColdMessage(message, time), message.record().bytes());
        lookUp();
    }

    /**
     * Holds a signal back behind the messages that wait.
     *
     * @return false if none waits: it need not be held
     */
    boolean hold(Signal signal) {
        return queue.hold(signal);
    }

    private void lookUp() {
        if (lookingUp || !queue.hasKeys()) {
            return;
        }
        lookingUp = true;
        List<InstrumentKey> keys = queue.takeKeys(settings.pipelineSize());
        metrics.keysLookedUp(keys.size());
        thread.whenDone(store.lookUp(keys), "keys looked up", rows -> lookedUp(keys, rows));
    }

    private void lookedUp(List<InstrumentKey> keys, Map<InstrumentKey, StoredSequence> rows)
            throws Exception {
        lookingUp = false;
        for (InstrumentKey key : keys) {
            StoredSequence row = rows.get(key);
            warmUp(key, row == null ? null : row.baseFor(warming.lineage.value()));
        }
        lookUp();
        warming.then.run();
    }

    /** Adopts what the store had of a key and judges the messages that waited for it. */
    private void warmUp(InstrumentKey key, SequenceBase base) throws Exception {
        List<ColdMessage> waited = queue.release(key);
        if (waited.isEmpty()) {
            return; // it started as new while the store was unavailable
        }
        WarmKey known = null;
        if (base != null) {
            known =
                    warming.warmKeys.add(
                            key,
                            TrackedSequence.startingFrom(base).withControl(warming.floor.of(key)));
        }
        judgeAll(waited, known);
    }

    /**
     * The store is unavailable, and what it may hold of the key can't be waited for: the message is
     * the key's first one.
     */
    void startAsNew(SequencedMessage message, long time) throws Exception {
        metrics.keysAssumedNew(1);
        judgeAll(List.of(new ColdMessage(message, time)), null);
    }

    /** As {@link #startAsNew}, for all keys of which messages wait. */
    void startAllAsNew() throws Exception {
        for (InstrumentKey key : queue.keys()) {
            metrics.keysAssumedNew(1);
            judgeAll(queue.release(key), null);
        }
    }

    private void judgeAll(List<ColdMessage> messages, WarmKey known) throws Exception {
        WarmKey key = known;
        for (ColdMessage cold : messages) {
            key = judge.judge(cold.message, cold.time, key);
        }
        for (Signal held = queue.pollHeld(); held != null; held = queue.pollHeld()) {
            held.pass();
        }
    }

    private record ColdMessage(SequencedMessage message, long time) {}

    /**
     * What a key that was cold begins with.
     *
     * @param then runs after the messages of a lookup were judged
     */
    record Warming(WarmKeys warmKeys, Lineage lineage, ControlFloor floor, Runnable then) {}
}
