package com.k2.sequence.operator.buffer;

import com.k2.sequence.operator.port.KeyedValues;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Which keys the store may lack the newest message of, as keyed state: a mark a key. So after a
 * restore at any parallelism each update is sent by the subtask that sends its key's later ones.
 * The update itself stands in the key's own state. A mark of version 0.1.0 says where the newest
 * message stood, of which its states know less; it is taken once, since later ones may stand in a
 * topic that was recreated, where positions do not compare.
 *
 * <p>A mark stays until the store has answered, so a snapshot writes only what has become unsent
 * since the one before it.
 *
 * <p>A key that has a mark need not be held in memory. It is parked, then, until its turn to be
 * sent comes, or a message. However many keys are unsent, memory has no more than {@link WarmKeys}
 * may hold, and the names of some that come next. Restored keys are parked.
 *
 * <p>There is one object a key: what was taken to be sent is the object that a message meets.
 */
public final class UnsentUpdates implements WarmKeys.Parking, UpdateBuffer.Parked {

    /** A mark of a key whose state has all there is to know. */
    private static final String NO_POSITION = "";

    /** Names are looked for in keyed state so many at a time: this part of the keys held. */
    private static final int SHARE_OF_NAMES = 4;

    private final WarmKeys warmKeys;
    private final UpdateBuffer buffer;
    private final KeyedValues<String> marks;
    private boolean mayPark;

    /** Keys that have a mark and are neither held nor in flight. */
    private int parked;

    private long parkedSince;

    /** Names of keys that were parked when they were looked for. */
    private final Queue<InstrumentKey> names = new ArrayDeque<>();

    /** Taken to be sent and not yet answered. */
    private final Map<InstrumentKey, WarmKey> inFlight = new HashMap<>();

    /**
     * @param mayPark whether keys that are unsent may be parked, which needs a snapshot to count as
     *     good without their updates
     */
    public UnsentUpdates(KeyedValues<String> marks, WarmKeys warmKeys, boolean mayPark) {
        this.warmKeys = warmKeys;
        this.buffer = new UpdateBuffer(this);
        this.marks = marks;
        this.mayPark = mayPark;
    }

    /** The updates that are unsent, of which these are the ones that keyed state knows. */
    public UpdateBuffer buffer() {
        return buffer;
    }

    /** Sees to it that whoever restores from the snapshot that is being taken sends all. */
    public void snapshot() {
        buffer.forEachUnsent(this::mark);
    }

    private void mark(WarmKey key) {
        if (!key.isMarked()) {
            try {
                marks.put(key.instrument(), NO_POSITION);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            key.setMarked(true);
        }
    }

    /** Finds the keys of which the restored snapshot had kept updates as unsent. */
    public void restore(LongSupplier clock) {
        try (Stream<InstrumentKey> marked = marks.keys()) {
            parked = Math.toIntExact(marked.count());
        }
        parkedSince = clock.getAsLong();
        buffer.parkedChanged();
    }

    // ---- what is held, and what is not

    /**
     * Lets keys that are unsent be parked while very many change at a barrier, whatever the policy:
     * the snapshot of that barrier has their marks, and waits for their updates too where it waits
     * for all.
     */
    public void parkDuring(Change change) throws IOException {
        boolean before = mayPark;
        mayPark = true;
        try {
            change.run();
        } finally {
            mayPark = before;
        }
    }

    @Override
    public boolean mayPark() {
        return mayPark;
    }

    @Override
    public void park(WarmKey key) {
        mark(key);
        if (parked == 0) {
            parkedSince = key.unsentSince();
        }
        parked++;
        buffer.park(key);
    }

    @Override
    public WarmKey inFlight(InstrumentKey key) {
        return inFlight.isEmpty() ? null : inFlight.get(key);
    }

    @Override
    public void met(WarmKey key) throws IOException {
        if (parked > 0 && !key.isMarked() && takeMark(key)) {
            parked--;
            buffer.putParked(key, () -> parkedSince);
        }
    }

    /** Whether keyed state has a mark of the key. */
    private boolean takeMark(WarmKey key) throws IOException {
        String newest = marks.get(key.instrument());
        if (newest == null) {
            return false;
        }
        key.setMarked(true);
        if (!newest.equals(NO_POSITION)) {
            warmKeys.restoreNewest(key, SourcePosition.parse(newest));
            marks.put(key.instrument(), NO_POSITION);
        }
        return true;
    }

    /** Whether keyed state has a mark of a key, be it held or not. */
    public boolean isMarked(InstrumentKey key) throws IOException {
        return marks.get(key) != null;
    }

    /** A change of very many keys. */
    @FunctionalInterface
    public interface Change {
        void run() throws IOException;
    }

    // ---- what is sent

    @Override
    public int count() {
        return parked;
    }

    @Override
    public long since() {
        return parkedSince;
    }

    @Override
    public WarmKey take() {
        try {
            for (InstrumentKey name = name(); name != null; name = name()) {
                WarmKey key = warmKeys.isHeld(name) ? null : parked(name);
                if (key != null) {
                    inFlight.put(name, key);
                    return key;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parked = 0;
        return null;
    }

    /**
     * Reads a key, which is not parked any more then.
     *
     * @return null if it was not parked
     */
    private WarmKey parked(InstrumentKey name) throws IOException {
        WarmKey key = warmKeys.read(name);
        if (key == null) {
            if (isMarked(name)) { // else it was sent meanwhile, and its state has expired
                marks.remove(name); // there is nothing to send
                parked--;
            }
        } else if (takeMark(key)) {
            warmKeys.writeBack(key);
            parked--;
        } else {
            key = null; // it was sent meanwhile
        }
        return key;
    }

    /** The name of a key that may be parked still; null if there is none. */
    private InstrumentKey name() {
        if (names.isEmpty()) {
            int most = Math.max(1, warmKeys.maxHeld() / SHARE_OF_NAMES);
            try (Stream<InstrumentKey> marked = marks.keys()) {
                for (Iterator<InstrumentKey> each = marked.iterator();
                        names.size() < most && each.hasNext(); ) {
                    InstrumentKey name = each.next();
                    if (!warmKeys.isHeld(name) && !inFlight.containsKey(name)) {
                        names.add(name);
                    }
                }
            }
        }
        return names.poll();
    }

    @Override
    public void sent(WarmKey key) {
        marks.remove(key.instrument());
        key.setMarked(false);
    }

    @Override
    public void noneInFlight() {
        inFlight.clear();
    }
}
