package com.k2.sequence.operator.buffer;

import com.k2.sequence.store.SequenceUpdate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The write-behind buffer: one entry a key, the newest state, drained oldest first.
 *
 * <p>A key keeps the place it got when it came in, however often it changes meanwhile, so none
 * starves. A batch that was taken counts as unsent until it is acknowledged; a key may change again
 * while it is on its way, and is then both in the batch and waiting.
 *
 * <p>Keys may be parked: their unsent updates are then in keyed state alone, and take no memory
 * here. Each batch has a share for them. Used by one thread; {@link #size()} and {@link
 * #oldestSince()} may be read by others.
 */
public final class UpdateBuffer {

    /** Answer of {@link #oldestSince()} where nothing is unsent. */
    public static final long NOTHING_UNSENT = Long.MIN_VALUE;

    /** Parked keys get one of so many places in a batch, and those that stay free. */
    private static final int SHARE_OF_PARKED = 4;

    /** So few entries that are no longer waiting are not worth a look at all others. */
    private static final int FEW = 64;

    private final Parked parked;

    /**
     * Each is unsent, and each once; but for those that have been parked since, which {@link
     * #isGone} tells.
     */
    private final Queue<WarmKey> waiting = new ArrayDeque<>();

    /** Entries of {@link #waiting} that have been parked. */
    private int gone;

    private final Queue<Flush> flushes = new ArrayDeque<>();

    private List<WarmKey> inFlight = List.of();
    private long inFlightSince = NOTHING_UNSENT;

    /** Of the keys in flight, those that were taken from where they were parked. */
    private int inFlightParked;

    /** Entries there have been, and those of them that are acknowledged: the oldest ones. */
    private long added;

    private long acknowledged;

    private volatile int size;
    private volatile long oldestSince = NOTHING_UNSENT;

    public UpdateBuffer(Parked parked) {
        this.parked = parked;
    }

    /**
     * Puts a key's newest state in; what changes of it while it waits goes along.
     *
     * @param clock read only if the key was not waiting
     */
    public void put(WarmKey key, LongSupplier clock) {
        if (!key.isUnsent()) {
            key.beginUnsent(clock.getAsLong());
            waiting.add(key);
            added++;
            publish();
        }
    }

    /**
     * Puts a key in that was parked until now. Whoever waits for a flush of parked keys too waits
     * for it still.
     */
    void putParked(WarmKey key, LongSupplier clock) {
        put(key, clock);
        for (Flush flush : flushes) {
            if (flush.ofParked) {
                flush.upTo = added;
            }
        }
    }

    /**
     * Takes a key out that waits and has just been parked. Whoever waits for a flush waits for it
     * no longer: keyed state has it.
     */
    void park(WarmKey key) {
        key.endUnsent();
        gone++;
        acknowledged++;
        if (gone > FEW && gone > waiting.size() / 2) {
            waiting.removeIf(UpdateBuffer::isGone);
            gone = 0;
        }
        completeFlushes();
        publish();
    }

    private static boolean isGone(WarmKey waiting) {
        return !waiting.isUnsent();
    }

    /** How many parked keys there are has changed. */
    void parkedChanged() {
        publish();
    }

    /** Whether something waits to be taken. */
    boolean hasWaiting() {
        return waiting.size() > gone || parked.count() > 0;
    }

    /**
     * When the oldest entry that waits came in, by the clock given then, or {@link
     * #NOTHING_UNSENT}.
     */
    long waitingSince() {
        while (gone > 0 && isGone(waiting.element())) {
            waiting.remove();
            gone--;
        }
        WarmKey oldest = waiting.peek();
        if (parked.count() > 0) {
            return oldest == null ? parked.since() : Math.min(oldest.unsentSince(), parked.since());
        }
        return oldest == null ? NOTHING_UNSENT : oldest.unsentSince();
    }

    /** Whether a batch was taken and is not yet acknowledged. */
    public boolean hasInFlight() {
        return !inFlight.isEmpty();
    }

    /** Whether every update is acknowledged. */
    public boolean isEmpty() {
        return !hasWaiting() && inFlight.isEmpty();
    }

    /**
     * Takes the oldest entries, and some of the parked keys. The batch before must have been
     * acknowledged.
     *
     * @param max most entries, at least 1
     * @return empty if there is none; then nothing is in flight
     * @throws IllegalStateException while a batch is in flight
     */
    List<SequenceUpdate> take(int max) {
        if (hasInFlight()) {
            throw new IllegalStateException("a batch is in flight");
        }
        inFlightSince = waitingSince();
        List<WarmKey> taken = new ArrayList<>(Math.min(max, waiting.size() - gone));
        int forParked = Math.min(parked.count(), (max + SHARE_OF_PARKED - 1) / SHARE_OF_PARKED);
        takeWaiting(max - forParked, taken);
        takeParked(max, taken);
        takeWaiting(max, taken);
        List<SequenceUpdate> batch = new ArrayList<>(taken.size());
        taken.forEach(key -> batch.add(key.takeUpdate()));
        inFlight = taken;
        if (taken.isEmpty()) {
            completeFlushes(); // there were fewer parked keys than it had seemed
        }
        publish();
        return batch;
    }

    private void takeWaiting(int max, List<WarmKey> taken) {
        while (taken.size() < max && !waiting.isEmpty()) {
            WarmKey key = waiting.remove();
            if (isGone(key)) {
                gone--;
            } else {
                taken.add(key);
            }
        }
    }

    private void takeParked(int max, List<WarmKey> taken) {
        inFlightParked = 0;
        while (taken.size() < max && parked.count() > 0) {
            WarmKey key = parked.take();
            if (key == null) {
                return;
            }
            taken.add(key);
            inFlightParked++;
        }
    }

    /** The batch taken last has arrived. */
    void acknowledge() {
        acknowledged += inFlight.size() - inFlightParked;
        inFlightParked = 0;
        for (WarmKey key : inFlight) {
            key.endInFlight();
            if (key.isMarked() && !key.isUnsent()) {
                parked.sent(key);
            }
        }
        inFlight = List.of();
        inFlightSince = NOTHING_UNSENT;
        parked.noneInFlight();
        completeFlushes();
        publish();
    }

    private void completeFlushes() {
        while (isFlushing() && isDone(flushes.peek())) {
            flushes.remove().done.complete(null);
        }
    }

    private boolean isDone(Flush flush) {
        return flush.upTo <= acknowledged && !(flush.ofParked && hasParked());
    }

    private boolean hasParked() {
        return parked.count() + inFlightParked > 0;
    }

    /**
     * Completes when all that is unsent now is acknowledged, in this state or in a newer one.
     *
     * @param ofParked whether parked keys count too; then none may be parked meanwhile
     * @return completes on the thread that acknowledges, or ends or fails flushes
     */
    public CompletableFuture<Void> flushed(boolean ofParked) {
        Flush flush = new Flush(added, ofParked);
        flushes.add(flush);
        completeFlushes();
        return flush.done;
    }

    /** Entries there have been so far. */
    public long added() {
        return added;
    }

    /** Whether as many entries, the oldest ones, are acknowledged. */
    public boolean hasAcknowledged(long entries) {
        return entries <= acknowledged;
    }

    /** Whether somebody waits for a flush. */
    public boolean isFlushing() {
        return !flushes.isEmpty();
    }

    /** Lets go whoever waits for a flush, as if it were done: they need it no longer. */
    public void endFlushes() {
        flushes.forEach(flush -> flush.done.complete(null));
        flushes.clear();
    }

    /** Fails whoever waits for a flush: it will not be done. */
    public void failFlushes() {
        IllegalStateException failure =
                new IllegalStateException("the task ended before the store had every update");
        flushes.forEach(flush -> flush.done.completeExceptionally(failure));
        flushes.clear();
    }

    /**
     * Hands out the keys whose newest update is not acknowledged, but for those that are parked; a
     * key that is in flight and has changed since, twice.
     */
    void forEachUnsent(Consumer<WarmKey> taken) {
        inFlight.forEach(taken);
        for (WarmKey key : waiting) {
            if (!isGone(key)) {
                taken.accept(key);
            }
        }
    }

    /** Entries that take memory here: all but the parked keys. */
    public int held() {
        return waiting.size() - gone + inFlight.size();
    }

    /** Entries that are not acknowledged, those in flight and the parked keys included. */
    public int size() {
        return size;
    }

    /**
     * When the oldest unsent entry came in, by the clock given then, or {@link #NOTHING_UNSENT}.
     */
    public long oldestSince() {
        return oldestSince;
    }

    private void publish() {
        size = held() + parked.count();
        oldestSince = hasInFlight() ? inFlightSince : waitingSince();
    }

    /**
     * Keys whose unsent updates are in keyed state alone.
     *
     * <p>{@link #count()} and {@link #since()} are asked for every entry that comes in.
     */
    interface Parked {

        /** How many there are; one that was taken is none of them. */
        int count();

        /** When the first of them became unsent; of no meaning while there is none. */
        long since();

        /**
         * Takes a key out to send its update.
         *
         * @return null if there is none
         */
        WarmKey take();

        /** The store has all of a key, of which keyed state has a mark. */
        void sent(WarmKey key);

        /** The keys that were taken have been sent. */
        void noneInFlight();
    }

    /** Done when as many entries as there had been are acknowledged. */
    private static final class Flush {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final boolean ofParked;
        private long upTo;

        private Flush(long upTo, boolean ofParked) {
            this.upTo = upTo;
            this.ofParked = ofParked;
        }
    }
}
