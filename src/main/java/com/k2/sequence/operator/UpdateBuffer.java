package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The write-behind buffer: one entry a key, the newest state, drained oldest first.
 *
 * <p>A key keeps the place it got when it came in, however often it changes meanwhile, so none
 * starves. A batch that was taken counts as unsent until it is acknowledged; a key may change again
 * while it is on its way, and is then both in the batch and waiting. Used by one thread; {@link
 * #size()} and {@link #oldestSince()} may be read by others.
 */
final class UpdateBuffer {

    /** Answer of {@link #oldestSince()} where nothing is unsent. */
    static final long NOTHING_UNSENT = Long.MIN_VALUE;

    private final Map<InstrumentKey, Entry> waiting = new LinkedHashMap<>();
    private List<SequenceUpdate> inFlight = List.of();
    private long inFlightSince = NOTHING_UNSENT;

    private volatile int size;
    private volatile long oldestSince = NOTHING_UNSENT;

    /**
     * Puts a key's newest state in, in place of the one that waits.
     *
     * @param position of the key's newest message
     * @param clock a monotonic clock in nanoseconds; read only if the key was not waiting
     */
    void put(
            InstrumentKey key,
            TrackedSequence tracked,
            SourcePosition position,
            LongSupplier clock) {
        Entry entry = waiting.get(key);
        if (entry == null) {
            entry = new Entry(clock.getAsLong());
            waiting.put(key, entry);
            publish();
        }
        entry.tracked = tracked;
        entry.position = position;
    }

    /** Whether something waits to be taken. */
    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether a batch was taken and is not yet acknowledged. */
    boolean hasInFlight() {
        return !inFlight.isEmpty();
    }

    /** Whether every update is acknowledged. */
    boolean isEmpty() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }

    /**
     * Takes the oldest entries. The batch before must have been acknowledged.
     *
     * @param max most entries, at least 1
     * @throws IllegalStateException while a batch is in flight
     */
    List<SequenceUpdate> take(int max) {
        if (hasInFlight()) {
            throw new IllegalStateException("a batch is in flight");
        }
        List<SequenceUpdate> batch = new ArrayList<>(Math.min(max, waiting.size()));
        Iterator<Map.Entry<InstrumentKey, Entry>> oldest = waiting.entrySet().iterator();
        while (batch.size() < max && oldest.hasNext()) {
            Map.Entry<InstrumentKey, Entry> next = oldest.next();
            if (batch.isEmpty()) {
                inFlightSince = next.getValue().since;
            }
            batch.add(next.getValue().toUpdate(next.getKey()));
            oldest.remove();
        }
        inFlight = List.copyOf(batch);
        publish();
        return inFlight;
    }

    /** The batch taken last has arrived. */
    void acknowledge() {
        inFlight = List.of();
        inFlightSince = NOTHING_UNSENT;
        publish();
    }

    /** The newest update of every key that is not acknowledged. */
    Collection<SequenceUpdate> unsent() {
        Map<InstrumentKey, SequenceUpdate> unsent = new LinkedHashMap<>();
        inFlight.forEach(update -> unsent.put(update.key(), update));
        waiting.forEach((key, entry) -> unsent.put(key, entry.toUpdate(key)));
        return unsent.values();
    }

    /** Entries that are not acknowledged, those in flight included. */
    int size() {
        return size;
    }

    /**
     * When the oldest unsent entry came in, by the clock given then, or {@link #NOTHING_UNSENT}.
     */
    long oldestSince() {
        return oldestSince;
    }

    private void publish() {
        size = waiting.size() + inFlight.size();
        if (hasInFlight()) {
            oldestSince = inFlightSince;
        } else {
            Iterator<Entry> oldest = waiting.values().iterator();
            oldestSince = oldest.hasNext() ? oldest.next().since : NOTHING_UNSENT;
        }
    }

    private static final class Entry {
        private final long since;
        private TrackedSequence tracked;
        private SourcePosition position;

        private Entry(long since) {
            this.since = since;
        }

        private SequenceUpdate toUpdate(InstrumentKey key) {
            return tracked.toUpdate(key, position);
        }
    }
}
