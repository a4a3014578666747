package com.k2.sequence.operator.engine;

/** What the tracking operator does while the store is unavailable. */
public enum OutagePolicy {
    /** Takes no message until the store is back; backpressure reaches the source. */
    STALL,
    /**
     * Goes on. Updates gather, one a key, and catch up afterwards. A key first met meanwhile can't
     * be looked up and starts as new.
     */
    CONTINUE
}
