package com.k2.sequence.benchmark.measure;

import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import com.k2.sequence.tracking.InstrumentKey;

/** Listens to the store of a measurement, which bears no trouble. */
public final class StrictListener implements StoreListener {

    @Override
    public void roundTripCompleted(int keys, long nanos) {
        // As it should be.
    }

    @Override
    public void roundTripRetried(StoreException cause) {
        throw cause;
    }

    @Override
    public void outageBegan(StoreException cause) {
        throw cause;
    }

    @Override
    public void outageEnded() {
        // Cannot be: none has begun.
    }

    @Override
    public void rowUnreadable(InstrumentKey key, String reason) {
        throw new IllegalStateException(reason);
    }
}
