package com.k2.sequence.operator;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SourcePosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * Keyed state of the keys met lately, as objects. A message then costs one look into this table, in
 * place of a read and a write of the state backend and a look into the update buffer.
 *
 * <p>Keyed state learns of changes by {@link #writeBack()}, which must come before every snapshot,
 * and when keys have to make room. A key whose update is unsent never makes room, so there is one
 * object a key. Used by one thread.
 */
final class WarmKeys {

    /** As many as make no task run short of memory; each takes about 200 bytes. */
    static final int MAX_HELD = 1 << 17;

    private final KeyContext operator;
    private final ValueState<TrackedSequence> sequences;
    private final WarmKeyTable held = new WarmKeyTable();
    private final List<WarmKey> changed = new ArrayList<>();
    private final int maxHeld;
    private int bound;

    /**
     * @param operator whose current key keyed state is of
     * @param maxHeld how many are held before some make room
     */
    WarmKeys(KeyContext operator, ValueState<TrackedSequence> sequences, int maxHeld) {
        this.operator = operator;
        this.sequences = sequences;
        this.maxHeld = maxHeld;
        this.bound = maxHeld;
    }

    /**
     * Finds a key that is the operator's current one.
     *
     * @return null where the key is cold
     */
    WarmKey find(InstrumentKey key) throws IOException {
        WarmKey known = held.get(key);
        if (known != null) {
            return known;
        }
        TrackedSequence tracked = sequences.value();
        return tracked == null ? null : hold(new WarmKey(key, tracked));
    }

    /** Makes a cold key warm. */
    WarmKey add(InstrumentKey key, TrackedSequence tracked) throws IOException {
        WarmKey added = hold(new WarmKey(key, tracked));
        setChanged(added);
        return added;
    }

    /** Takes in a message of a warm key. */
    void advance(WarmKey key, SequenceState state, SourcePosition position) {
        key.advance(state, position);
        setChanged(key);
    }

    /** Changes what is known of a warm key. */
    void update(WarmKey key, TrackedSequence now) {
        key.setTracked(now);
        setChanged(key);
    }

    /**
     * Says where the newest message of a warm key stands, of which keyed state may know less: older
     * forms of it held the partition alone, or nothing.
     */
    void restoreNewest(WarmKey key, SourcePosition position) {
        key.moveTo(position);
        setChanged(key);
    }

    /** Tells keyed state of all changes; another key is the operator's current one afterwards. */
    void writeBack() throws IOException {
        for (WarmKey key : changed) {
            operator.setCurrentKey(key.instrument());
            sequences.update(key.tracked());
            key.changed = false;
        }
        changed.clear();
        if (held.size() > maxHeld) {
            letGo();
        }
    }

    private void setChanged(WarmKey key) {
        if (!key.changed) {
            key.changed = true;
            changed.add(key);
        }
    }

    private WarmKey hold(WarmKey key) throws IOException {
        if (held.size() >= bound) {
            makeRoom();
            operator.setCurrentKey(key.instrument());
        }
        held.add(key);
        return key;
    }

    private void makeRoom() throws IOException {
        writeBack();
        letGo();
    }

    /** Of keys that have no changes. */
    private void letGo() {
        held.retainIf(WarmKey::isUnsent);
        // While the store is away most may have to stay: then more are let in before the next look.
        bound = Math.max(maxHeld, 2 * held.size());
    }
}
