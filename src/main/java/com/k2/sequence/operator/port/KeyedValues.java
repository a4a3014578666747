package com.k2.sequence.operator.port;

import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * One value for each key, kept in the job's state: a restored job has those of its snapshot. Used
 * by the task's thread.
 *
 * @param <V> the values
 */
public interface KeyedValues<V> {

    /**
     * @return null where the key has none
     */
    V get(InstrumentKey key) throws IOException;

    void put(InstrumentKey key, V value) throws IOException;

    void remove(InstrumentKey key);

    /** The keys that have a value; to be closed before any value changes. */
    Stream<InstrumentKey> keys();

    /** The keys that have a value now; values may change while they are handed out. */
    KeySweep sweep();
}
