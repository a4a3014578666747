package com.k2.sequence.operator.port;

import com.k2.sequence.tracking.InstrumentKey;

/**
 * The keys that had a value when the sweep was made, handed out one by one for as long as it takes.
 * Used by the task's thread.
 */
public interface KeySweep extends AutoCloseable {

    boolean hasNext();

    InstrumentKey next();

    @Override
    void close();
}
