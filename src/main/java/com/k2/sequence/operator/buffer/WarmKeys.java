package com.k2.sequence.operator.buffer;

import com.k2.sequence.operator.port.KeyedValues;
import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;

/**
 * Keyed state of the keys met lately, as objects. A message then costs one look into this table, in
 * place of a read and a write of the state backend and a look into the update buffer.
 *
 * <p>Keyed state learns of changes by {@link #writeBack()}, which must come before every snapshot.
 * A key beyond the bound makes another one go, whose changes keyed state learns then: the clock
 * algorithm takes one that has had no message since the hand came by. Where the few that the hand
 * meets must all stay, the keys that come later make up for it, or the snapshot. A key whose update
 * is in flight never goes, and one whose update is unsent only where it may be parked, and nothing
 * else is left to go: see {@link Parking}. So there is one object a key. Used by one thread.
 */
public final class WarmKeys {

    /** In place of a number of keys: as many as {@link #maxHeld(long, int)} says. */
    public static final int HELD_BY_HEAP = 0;

    /** Of a key with what an earlier job left of it, as {@code bin/benchmark growth} has it. */
    private static final int BYTES_PER_KEY = 300;

    /** The part of the heap that they may take: 220,000 keys of 512 MiB. */
    private static final int SHARE_OF_HEAP = 8;

    /** A snapshot waits until all changes are written back: with RocksDB about 5 µs a key. */
    private static final int MOST_HELD = 1 << 19;

    /** More than one, so that what had to stay for a while goes in the end. */
    private static final int GOING_PER_COMING = 2;

    /** Above the bound by this part of it, keys that are unsent go too. */
    private static final int SHARE_ABOVE = 8;

    private final KeyedValues<TrackedSequence> sequences;
    private final WarmKeyTable held = new WarmKeyTable();
    private KeyStamps stamps = KeyStamps.NONE;
    private volatile long known;

    private final int maxHeld;
    private Parking parking = new NoParking();

    /**
     * @param maxHeld how many are held before some make room; at least 1
     */
    public WarmKeys(KeyedValues<TrackedSequence> sequences, int maxHeld) {
        this.sequences = sequences;
        this.maxHeld = maxHeld;
    }

    /** Says where keys go whose update is unsent. Before this they never go. */
    public void parkIn(Parking unsent) {
        parking = unsent;
    }

    /**
     * How many a subtask may hold.
     *
     * @param heapBytes of the process, at most
     * @param slots in it, each with a subtask
     * @return at least 1
     */
    public static int maxHeld(long heapBytes, int slots) {
        long keys = heapBytes / SHARE_OF_HEAP / BYTES_PER_KEY / slots;
        return (int) Math.max(1, Math.min(keys, MOST_HELD));
    }

    /** How many are held before some make room. */
    public int maxHeld() {
        return maxHeld;
    }

    /**
     * Finds a key.
     *
     * @return null where the key is cold
     */
    public WarmKey find(InstrumentKey key) throws IOException {
        WarmKey known = held.get(key);
        if (known != null) {
            return known;
        }
        WarmKey met = parking.inFlight(key);
        if (met == null) {
            met = read(key);
        }
        if (met != null) {
            hold(met);
            parking.met(met);
        }
        return met;
    }

    /** Whether a key is one of those held. */
    boolean isHeld(InstrumentKey key) {
        return held.get(key) != null;
    }

    /** How many are held. */
    public int held() {
        return held.size();
    }

    /**
     * Reads a key that is not held and holds it no more than before.
     *
     * @return null where the key is cold
     */
    WarmKey read(InstrumentKey key) throws IOException {
        TrackedSequence tracked = sequences.get(key);
        return tracked == null ? null : new WarmKey(key, tracked);
    }

    /** Makes a cold key warm. */
    public WarmKey add(InstrumentKey key, TrackedSequence tracked) throws IOException {
        known++;
        WarmKey added = hold(new WarmKey(key, tracked));
        added.setChanged();
        return added;
    }

    /** Has each change of a key stamped as keyed state learns of it. */
    public void stampIn(KeyStamps ofState) {
        stamps = ofState;
    }

    /**
     * Keys in keyed state, so far as they are counted: those added here and those of {@link
     * #counted}. May be asked by any thread.
     */
    public long known() {
        return known;
    }

    /** There were so many more keys in keyed state before any was added here. */
    public void counted(long more) {
        known += more;
    }

    /** Has a key that is held stamped again, as if it had changed. */
    public void touch(WarmKey key) {
        if (stamps != KeyStamps.NONE) {
            key.setChanged();
        }
    }

    /** Whether keyed state has yet to learn of a change of a key, or the store to answer one. */
    public boolean hasChanged(InstrumentKey key) {
        WarmKey there = held.get(key);
        return there != null && (there.isChanged() || there.isUnsent() || there.isInFlight());
    }

    /** Deletes all that is known of a key that is warm, has not changed and is not parked. */
    public void forget(InstrumentKey key) {
        held.remove(key);
        sequences.remove(key);
        stamps.remove(key);
        known--;
    }

    /** A message of a warm key was judged. */
    public void advance(WarmKey key, SourcePosition position) {
        key.advance(position);
        key.setChanged();
    }

    /**
     * Takes note of a message that was tracked before: a command that comes next takes effect after
     * it.
     */
    public void pass(WarmKey key, SourcePosition position) {
        if (key.passTo(position)) {
            key.setChanged();
        }
    }

    /** Changes what is known of a warm key. */
    public void update(WarmKey key, TrackedSequence now) {
        key.setTracked(now);
        key.setChanged();
    }

    /**
     * Says where the newest message of a warm key stood, of which keyed state may know less: older
     * forms of it held the partition alone, or nothing. Where it knows of a later one that stays.
     */
    void restoreNewest(WarmKey key, SourcePosition position) {
        SourcePosition newest = key.newest();
        if (newest == null || !position.isAtOrBefore(newest) && isSameSource(position, newest)) {
            key.moveTo(position);
            key.setChanged();
        }
    }

    private static boolean isSameSource(SourcePosition one, SourcePosition other) {
        return one.source().isSameAs(other.source());
    }

    /** Writes all changes to keyed state. */
    public void writeBack() throws IOException {
        held.forEach(this::writeBack);
        if (held.size() > maxHeld) {
            held.remove(held.size() - maxHeld, WarmKey::mayGo);
        }
    }

    /** Writes the changes of a key to keyed state. */
    public void writeBack(WarmKey key) throws IOException {
        if (key.takeChanged()) {
            sequences.put(key.instrument(), key.tracked());
            stamps.stamp(key.instrument());
        }
    }

    private WarmKey hold(WarmKey key) throws IOException {
        for (int i = 0; i < GOING_PER_COMING && held.size() >= maxHeld; i++) {
            letOneGo();
        }
        held.add(key);
        return key;
    }

    /** If there is one near the hand that may. */
    private void letOneGo() throws IOException {
        WarmKey gone = held.removeNext(WarmKey::mayGo);
        if (gone == null && held.size() >= maxHeld + maxHeld / SHARE_ABOVE && parking.mayPark()) {
            gone = held.removeNextOfAll(WarmKey::mayGoUnsent);
        }
        if (gone != null) {
            writeBack(gone);
            if (gone.isUnsent()) {
                parking.park(gone);
            }
        }
    }

    /** Where keys go whose update is unsent, and come from. */
    interface Parking {

        /** Whether a key may go though it is unsent. */
        boolean mayPark();

        /** Such a key goes; keyed state has its changes. */
        void park(WarmKey key);

        /** A key that is not held but on its way to the store; null where it is not. */
        WarmKey inFlight(InstrumentKey key);

        /** A key that was not held is held from now on. */
        void met(WarmKey key) throws IOException;
    }

    /** No key goes that is unsent. */
    private static final class NoParking implements Parking {

        @Override
        public boolean mayPark() {
            return false;
        }

        @Override
        public void park(WarmKey key) {
            throw new IllegalStateException("no key may be parked, and not " + key.instrument());
        }

        @Override
        public WarmKey inFlight(InstrumentKey key) {
            return null;
        }

        @Override
        public void met(WarmKey key) {
            // Nothing was parked.
        }
    }
}
