package com.k2.sequence.redis;

import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what a store reports. */
final class RecordingListener implements StoreListener {

    final AtomicInteger roundTrips = new AtomicInteger();
    final AtomicInteger outagesBegun = new AtomicInteger();
    final AtomicInteger outagesEnded = new AtomicInteger();
    final List<StoreException> retries = new CopyOnWriteArrayList<>();
    final Map<InstrumentKey, String> unreadable = new ConcurrentHashMap<>();

    @Override
    public void roundTripCompleted(int keys, long nanos) {
        roundTrips.incrementAndGet();
    }

    @Override
    public void roundTripRetried(StoreException cause) {
        retries.add(cause);
    }

    @Override
    public void outageBegan(StoreException cause) {
        outagesBegun.incrementAndGet();
    }

    @Override
    public void outageEnded() {
        outagesEnded.incrementAndGet();
    }

    @Override
    public void rowUnreadable(InstrumentKey key, String reason) {
        unreadable.put(key, reason);
    }
}
