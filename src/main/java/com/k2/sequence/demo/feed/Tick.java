package com.k2.sequence.demo.feed;

import com.k2.sequence.tracking.InstrumentKey;

/**
 * One message of a series, before it is written as JSON.
 *
 * @param instrument never null
 * @param sequence the exchange's number, from 0
 * @param timestamp nanoseconds since 1970-01-01T00:00:00Z, whole microseconds
 */
record Tick(InstrumentKey instrument, long sequence, long timestamp) {

    Tick withSequence(long other) {
        return new Tick(instrument, other, timestamp);
    }
}
