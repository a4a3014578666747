package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A store that answers when the test says so. Its rows belong to the test and outlive it, as a
 * server's do; the guard is the server's business and is not played here.
 */
final class ManualStore implements SequenceStore {

    record Lookup(
            List<InstrumentKey> keys,
            CompletableFuture<Map<InstrumentKey, StoredSequence>> answer) {}

    record Update(List<SequenceUpdate> batch, CompletableFuture<Integer> answer) {}

    private final Map<InstrumentKey, StoredSequence> rows;
    private final long lineage;
    private final StoreListener listener;
    final Deque<Lookup> lookups = new ArrayDeque<>();
    final Deque<Update> updates = new ArrayDeque<>();
    private boolean answersAtOnce;
    boolean closed;

    ManualStore(Map<InstrumentKey, StoredSequence> rows, long lineage, StoreListener listener) {
        this.rows = rows;
        this.lineage = lineage;
        this.listener = listener;
    }

    @Override
    public CompletableFuture<Map<InstrumentKey, StoredSequence>> lookUp(
            Collection<InstrumentKey> keys) {
        Lookup lookup = new Lookup(List.copyOf(keys), new CompletableFuture<>());
        lookups.add(lookup);
        answerIfAtOnce();
        return lookup.answer;
    }

    @Override
    public CompletableFuture<Integer> update(List<SequenceUpdate> batch) {
        Update update = new Update(List.copyOf(batch), new CompletableFuture<>());
        updates.add(update);
        answerIfAtOnce();
        return update.answer;
    }

    /** From now on every call is answered before it returns; those that wait are answered now. */
    void answerAtOnce() {
        answersAtOnce = true;
        answerIfAtOnce();
    }

    void answerLookup() {
        Lookup lookup = lookups.remove();
        Map<InstrumentKey, StoredSequence> found = new HashMap<>();
        for (InstrumentKey key : lookup.keys) {
            if (rows.containsKey(key)) {
                found.put(key, rows.get(key));
            }
        }
        lookup.answer.complete(found);
    }

    void answerUpdate() {
        Update update = updates.remove();
        for (SequenceUpdate entry : update.batch) {
            rows.put(
                    entry.key(),
                    new StoredSequence(entry.state(), entry.position(), lineage, entry.base()));
        }
        update.answer.complete(0);
    }

    void beginOutage() {
        listener.outageBegan(new StoreException("the test took it away", true, null));
    }

    void endOutage() {
        listener.outageEnded();
    }

    private void answerIfAtOnce() {
        while (answersAtOnce && !lookups.isEmpty()) {
            answerLookup();
        }
        while (answersAtOnce && !updates.isEmpty()) {
            answerUpdate();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
