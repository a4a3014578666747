package com.k2.sequence.operator.engine;

/**
 * The life of a task that tracks sequences, as whoever runs it sees it: opened once, then messages
 * and barriers in any order, then closed. All of it is called by the task's thread.
 */
public interface Engine {

    /** Begins to work with what was restored. */
    void open() throws Exception;

    /** No message comes any more. Called at the end of each input. */
    void endInput() throws Exception;

    /** A barrier is about to pass: nothing may wait behind it. */
    void beforeBarrier() throws Exception;

    /**
     * A barrier passes.
     *
     * @param time when its checkpoint was triggered, in milliseconds since 1970
     * @param isLast whether the task ends with this snapshot, if it can be taken; then its timers
     *     have ended already
     */
    void barrier(long checkpointId, long time, boolean isLast) throws Exception;

    /** Puts all that a restored job needs into the state. */
    void snapshot(long checkpointId) throws Exception;

    /**
     * What the snapshot that was taken waits for.
     *
     * @return null where it waits for nothing
     */
    Flush flush();

    void checkpointComplete(long checkpointId) throws Exception;

    void close() throws Exception;
}
