package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.TaskThread;

/**
 * Counts the keys that a restored state holds, some at a time, while messages go on. Used by the
 * task's thread.
 */
final class KeyCount {

    /** Takes some milliseconds. */
    private static final int KEYS_AT_ONCE = 2_000;

    private static final long PAUSE_MILLIS = 10;

    private final WarmKeys warmKeys;
    private final TaskThread thread;

    /** Null once all are counted. */
    private KeySweep sweep;

    /**
     * @param sweep over what was restored
     */
    KeyCount(KeySweep sweep, WarmKeys warmKeys, TaskThread thread) {
        this.sweep = sweep;
        this.warmKeys = warmKeys;
        this.thread = thread;
    }

    void goOn() {
        int counted = 0;
        for (; counted < KEYS_AT_ONCE && sweep.hasNext(); counted++) {
            sweep.next();
        }
        warmKeys.counted(counted);
        if (sweep.hasNext()) {
            thread.at(thread.now() + PAUSE_MILLIS, this::goOn);
        } else {
            close();
        }
    }

    void close() {
        if (sweep != null) {
            sweep.close();
            sweep = null;
        }
    }
}
