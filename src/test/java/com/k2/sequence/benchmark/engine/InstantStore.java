package com.k2.sequence.benchmark.engine;

import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A store that has nothing, keeps nothing and answers at once: what Redis costs is missing. */
final class InstantStore implements SequenceStore {

    @Override
    public CompletableFuture<Map<InstrumentKey, StoredSequence>> lookUp(
            Collection<InstrumentKey> keys) {
        return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public CompletableFuture<Integer> update(List<SequenceUpdate> updates) {
        return CompletableFuture.completedFuture(0);
    }

    @Override
    public CompletableFuture<Void> acknowledge(List<CommandReceipt> acknowledgements) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
