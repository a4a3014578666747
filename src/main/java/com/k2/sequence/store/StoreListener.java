package com.k2.sequence.store;

import com.k2.sequence.tracking.InstrumentKey;

/** Receives what happens between a store and its server. Called on a thread of the store. */
public interface StoreListener {

    /**
     * A pipeline was answered.
     *
     * @param keys keys looked up or updated in it
     * @param nanos from its first byte to its last response, in nanoseconds
     */
    void roundTripCompleted(int keys, long nanos);

    /** A round trip failed for a reason that may pass, and is about to be tried again. */
    void roundTripRetried(StoreException cause);

    /**
     * The server is unavailable: a round trip and its first retry have failed. Called once an
     * outage.
     */
    void outageBegan(StoreException cause);

    /** The server answers again. Called once an outage. */
    void outageEnded();

    /**
     * A row can't be read (wrong type, a field missing or not what it should be): it counts as
     * unknown, and the next update replaces it.
     */
    void rowUnreadable(InstrumentKey key, String reason);
}
