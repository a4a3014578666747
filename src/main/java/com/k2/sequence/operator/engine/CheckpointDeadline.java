package com.k2.sequence.operator.engine;

import java.util.TreeMap;

/**
 * Fails the task when what it has emitted since its last complete checkpoint has waited too long
 * for the next one. Times are in milliseconds of one clock that nothing sets: the brokers count a
 * transaction's age by a clock of their own. Used by one thread.
 */
final class CheckpointDeadline {

    private final long longestWait;

    /** When the barriers passed of checkpoints that are not known to be complete. */
    private final TreeMap<Long, Long> begun = new TreeMap<>();

    private long waitingSince;

    /**
     * @param longestWait at least 1
     * @param now when the task begins to emit
     */
    CheckpointDeadline(long longestWait, long now) {
        this.longestWait = longestWait;
        this.waitingSince = now;
    }

    /** A checkpoint's barrier passes. */
    void begin(long checkpointId, long now) {
        begun.put(checkpointId, now);
    }

    /** A checkpoint is complete: it has everything from before its barrier. */
    void complete(long checkpointId) {
        Long barrier = begun.get(checkpointId);
        if (barrier != null) {
            waitingSince = barrier;
        }
        begun.headMap(checkpointId, true).clear();
    }

    /**
     * @throws IllegalStateException if something has waited for longer than it may
     */
    void check(long now) {
        long wait = now - waitingSince;
        if (wait > longestWait) {
            throw new IllegalStateException(
                    "no checkpoint has completed for "
                            + wait
                            + " ms, and the transactions that wait for one are aborted by the brokers"
                            + " before long; nothing is lost, the job goes back to its last"
                            + " checkpoint. If this comes again, Redis is unavailable or checkpoints take too"
                            + " long: raise kafka.properties.transaction.timeout.ms, half of which"
                            + " may pass, "
                            + longestWait
                            + " ms");
        }
    }
}
