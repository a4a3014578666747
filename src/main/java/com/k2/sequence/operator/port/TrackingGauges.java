package com.k2.sequence.operator.port;

/** What can be read at any time, by any thread. */
public interface TrackingGauges {

    /** Messages that wait for a lookup. */
    int waiting();

    /** Keys whose newest state the store does not have. */
    int unsent();

    /** Age of the oldest unsent update in milliseconds; 0 where there is none. */
    long lagMillis();

    /** Keys in keyed state, so far as they are counted. */
    long keys();
}
