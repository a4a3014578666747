package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.buffer.KeyStamps;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackingMetrics;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Deletes the state of keys that have had no message and no command for as long as it may stay, and
 * of which the store has no row. It goes through all keys again and again, some at a time.
 *
 * <p>A key whose row is there stays: its next message would find a row of its own lineage, take it
 * for its own future and start from what was there before. One that the store does not know either
 * is new on both sides. While the store is unavailable it does not answer, and no key goes.
 *
 * <p>Used by the task's thread.
 */
final class KeyExpiry {

    private static final int KEYS_AT_ONCE = 100;
    private static final long PAUSE_MILLIS = 10;

    /** Rounds in a time to live: no key stays longer than that by more than one of these parts. */
    private static final int ROUNDS = 20;

    private static final long LONGEST_BETWEEN_ROUNDS = 3_600_000;

    private final long ttlMillis;
    private final TaskKeys keys;
    private final WarmKeys warmKeys;
    private final KeyStamps stamps;
    private final SequenceStore store;
    private final TaskThread thread;
    private final TrackingMetrics metrics;

    private KeySweep sweep;

    KeyExpiry(
            long ttlMillis,
            TaskKeys keys,
            SequenceStore store,
            TaskThread thread,
            TrackingMetrics metrics) {
        this.ttlMillis = ttlMillis;
        this.keys = keys;
        this.warmKeys = keys.warm();
        this.stamps = keys.stamps();
        this.store = store;
        this.thread = thread;
        this.metrics = metrics;
    }

    void open() {
        later(Math.min(Math.max(1, ttlMillis / ROUNDS), LONGEST_BETWEEN_ROUNDS));
    }

    void close() {
        if (sweep != null) {
            sweep.close();
        }
    }

    private void later(long millis) {
        thread.at(thread.now() + millis, this::lookAtNext);
    }

    private void lookAtNext() {
        try {
            if (sweep == null) {
                sweep = keys.sweep();
            }
            Map<InstrumentKey, Long> old = new LinkedHashMap<>();
            for (int look = 0; look < KEYS_AT_ONCE && sweep.hasNext(); look++) {
                InstrumentKey key = sweep.next();
                if (isOld(key)) {
                    old.put(key, stamps.of(key));
                }
            }
            if (old.isEmpty()) {
                goOn();
            } else {
                thread.whenDone(
                        store.lookUp(old.keySet()),
                        "rows of old keys looked up",
                        rows -> answered(old, rows));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the keys in keyed state can't be looked at", e);
        }
    }

    /**
     * Whether its state may go, but for its row: nothing of it is unsent. A key that is held says
     * so itself, and of every other one that is unsent keyed state has a mark.
     */
    private boolean isOld(InstrumentKey key) throws IOException {
        if (warmKeys.hasChanged(key)) {
            return false;
        }
        return stamps.isOlderThan(ttlMillis, key) && !keys.unsent().isMarked(key);
    }

    /**
     * A key that has changed since the question stays, even if that is long ago by now: its row may
     * have been written after the store had looked for it.
     *
     * @param old each key with its stamp at the question
     */
    private void answered(Map<InstrumentKey, Long> old, Map<InstrumentKey, StoredSequence> rows)
            throws IOException {
        int expired = 0;
        for (InstrumentKey key : old.keySet()) {
            if (!rows.containsKey(key) && isOld(key) && old.get(key).equals(stamps.of(key))) {
                warmKeys.forget(key);
                expired++;
            }
        }
        metrics.keysExpired(expired);
        goOn();
    }

    private void goOn() {
        if (sweep.hasNext()) {
            later(PAUSE_MILLIS);
        } else {
            sweep.close();
            sweep = null;
            open();
        }
    }
}
