package com.k2.sequence.store;

import com.k2.sequence.tracking.InstrumentKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Where sequence states are shared and outlive the job. One instance serves one subtask and writes
 * for one lineage.
 *
 * <p>All calls return at once; the work is done in the order of the calls, each a round trip for
 * all its keys. A failure that may pass (a store that is unavailable, slow or starting) is retried,
 * with backoff and without end, and reported to the {@link StoreListener}; a future fails, with a
 * {@link StoreException}, only where retrying can't help. Futures complete on a thread of the
 * store.
 */
public interface SequenceStore extends AutoCloseable {

    /**
     * Looks up what the store holds of these keys.
     *
     * @param keys distinct keys; copied by the caller if it goes on changing them
     * @return the rows by key; a key without a row, or with one that can't be read, is absent
     */
    CompletableFuture<Map<InstrumentKey, StoredSequence>> lookUp(Collection<InstrumentKey> keys);

    /**
     * Writes these states, each only if it does not take its row back: guarded as a whole and
     * atomically by submission, lineage, control, moves and position. Safe to send twice.
     *
     * @param updates at most one a key
     * @return how many of them the guard ignored
     */
    CompletableFuture<Integer> update(List<SequenceUpdate> updates);

    /**
     * Tells whoever sent these commands what has become of them. Safe to send twice.
     *
     * @return completes when all of it is there to be read
     */
    CompletableFuture<Void> acknowledge(List<CommandReceipt> acknowledgements);

    /**
     * Ends the store's thread and connections within a bounded time. What has not been written is
     * given up and its futures fail; closing twice is harmless.
     */
    @Override
    void close();
}
