package com.k2.sequence.operator.buffer;

import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Messages whose key is cold, in the order they came, a queue a key; and what may not overtake them
 * (watermarks).
 *
 * <p>A held element leaves once every message that came before it has left. Counting is by epoch: a
 * held element closes the epoch of the messages before it, and leaves when its epoch and those
 * before it have no message left. Used by one thread; {@link #size()} may be read by others.
 *
 * @param <M> the messages
 * @param <H> what is held back behind them
 */
public final class ColdKeyQueue<M, H> {

    private final Map<InstrumentKey, List<Waiting<M, H>>> messages = new LinkedHashMap<>();
    private final Set<InstrumentKey> unasked = new LinkedHashSet<>();
    private final Deque<Epoch<H>> epochs = new ArrayDeque<>();
    private long bytes;
    private volatile int size;

    public ColdKeyQueue() {
        epochs.add(new Epoch<>());
    }

    /** Whether messages of this key wait. */
    public boolean isWaiting(InstrumentKey key) {
        // Asked for every message; mostly none waits.
        return !messages.isEmpty() && messages.containsKey(key);
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Messages that wait. */
    public int size() {
        return size;
    }

    /** Bytes that wait, as {@link #add} got them. */
    public long bytes() {
        return bytes;
    }

    /**
     * Appends a message to its key's queue; the first of a key makes the key one to be asked for.
     *
     * @param messageBytes what the message holds, in bytes
     */
    public void add(InstrumentKey key, M message, long messageBytes) {
        List<Waiting<M, H>> queue = messages.get(key);
        if (queue == null) {
            queue = new ArrayList<>(1);
            messages.put(key, queue);
            unasked.add(key);
        }
        Epoch<H> epoch = epochs.getLast();
        epoch.waiting++;
        queue.add(new Waiting<>(message, messageBytes, epoch));
        bytes += messageBytes;
        size = size + 1;
    }

    /** Whether a key waits that was not handed out by {@link #takeKeys}. */
    public boolean hasKeys() {
        return !unasked.isEmpty();
    }

    /** Hands out keys to be asked for, those that wait longest first, each once. */
    public List<InstrumentKey> takeKeys(int max) {
        List<InstrumentKey> keys = unasked.stream().limit(max).toList();
        keys.forEach(unasked::remove);
        return keys;
    }

    /** Every key that waits, asked for or not, in the order they came. */
    public List<InstrumentKey> keys() {
        return List.copyOf(messages.keySet());
    }

    /**
     * Takes a key's messages out, in the order they came.
     *
     * @return empty if none waits
     */
    public List<M> release(InstrumentKey key) {
        List<Waiting<M, H>> queue = messages.remove(key);
        if (queue == null) {
            return List.of();
        }
        unasked.remove(key);
        List<M> released = new ArrayList<>(queue.size());
        for (Waiting<M, H> waiting : queue) {
            waiting.epoch.waiting--;
            bytes -= waiting.bytes;
            released.add(waiting.message);
        }
        size = size - released.size();
        return released;
    }

    /**
     * Holds an element back behind the messages that wait now.
     *
     * @return false if nothing is before it: it need not be held
     */
    public boolean hold(H element) {
        Epoch<H> last = epochs.getLast();
        if (epochs.size() == 1 && last.waiting == 0) {
            return false;
        }
        last.closedBy = element;
        epochs.add(new Epoch<>());
        return true;
    }

    /** The next held element that nothing is before any more; null if there is none. */
    public H pollHeld() {
        Epoch<H> first = epochs.getFirst();
        if (first.closedBy == null || first.waiting > 0) {
            return null;
        }
        return epochs.remove().closedBy;
    }

    private record Waiting<M, H>(M message, long bytes, Epoch<H> epoch) {}

    private static final class Epoch<H> {
        private int waiting;
        private H closedBy;
    }
}
