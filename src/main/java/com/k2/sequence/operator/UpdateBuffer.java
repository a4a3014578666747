package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
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

    /** Each is unsent, and each once. */
    private final Queue<WarmKey> waiting = new ArrayDeque<>();

    private final Queue<Flush> flushes = new ArrayDeque<>();

    private List<SequenceUpdate> inFlight = List.of();
    private long inFlightSince = NOTHING_UNSENT;

    /** Entries there have been, and those of them that are acknowledged: the oldest ones. */
    private long added;

    private long acknowledged;

    private volatile int size;
    private volatile long oldestSince = NOTHING_UNSENT;

    /**
     * Puts a key's newest state in; what changes of it while it waits goes along.
     *
     * @param clock read only if the key was not waiting
     */
    void put(WarmKey key, LongSupplier clock) {
        if (!key.isUnsent()) {
            key.beginUnsent(clock.getAsLong());
            waiting.add(key);
            added++;
            publish();
        }
    }

    /** Whether something waits to be taken. */
    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /**
     * When the oldest entry that waits came in, by the clock given then, or {@link
     * #NOTHING_UNSENT}.
     */
    long waitingSince() {
        WarmKey oldest = waiting.peek();
        return oldest == null ? NOTHING_UNSENT : oldest.unsentSince();
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
        inFlightSince = waitingSince();
        List<SequenceUpdate> batch = new ArrayList<>(Math.min(max, waiting.size()));
        while (batch.size() < max && !waiting.isEmpty()) {
            batch.add(waiting.remove().takeUpdate());
        }
        inFlight = List.copyOf(batch);
        publish();
        return inFlight;
    }

    /** The batch taken last has arrived. */
    void acknowledge() {
        acknowledged += inFlight.size();
        while (isFlushing() && flushes.peek().upTo <= acknowledged) {
            flushes.remove().done.complete(null);
        }
        inFlight = List.of();
        inFlightSince = NOTHING_UNSENT;
        publish();
    }

    /**
     * Tells when all that is unsent now is acknowledged, in this state or in a newer one.
     *
     * @return completes on the thread that acknowledges, or ends or fails flushes
     */
    CompletableFuture<Void> flushed() {
        if (isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Flush flush = new Flush(added, new CompletableFuture<>());
        flushes.add(flush);
        return flush.done;
    }

    /** Whether somebody waits for a flush. */
    boolean isFlushing() {
        return !flushes.isEmpty();
    }

    /** Lets go whoever waits for a flush, as if it were done: they need it no longer. */
    void endFlushes() {
        flushes.forEach(flush -> flush.done.complete(null));
        flushes.clear();
    }

    /** Tells whoever waits for a flush that it will not be done. */
    void failFlushes() {
        IllegalStateException failure =
                new IllegalStateException("the task ended before the store had every update");
        flushes.forEach(flush -> flush.done.completeExceptionally(failure));
        flushes.clear();
    }

    /** The newest update of every key that is not acknowledged. */
    Collection<SequenceUpdate> unsent() {
        Map<InstrumentKey, SequenceUpdate> unsent = new LinkedHashMap<>();
        inFlight.forEach(update -> unsent.put(update.key(), update));
        waiting.forEach(key -> unsent.put(key.instrument(), key.toUpdate()));
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
        oldestSince = hasInFlight() ? inFlightSince : waitingSince();
    }

    /** Done when as many entries as there had been are acknowledged. */
    private record Flush(long upTo, CompletableFuture<Void> done) {}
}
