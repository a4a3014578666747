package com.k2.sequence.operator.port;

import java.util.List;

/**
 * Values of a task as a whole, kept in the job's state. Used by the task's thread.
 *
 * @param <V> the values
 */
public interface KeptValues<V> {

    /** Those of the snapshot that was restored; empty where none was. */
    List<V> restored() throws Exception;

    /** Puts these into the snapshot that is being taken, in place of those before. */
    void keep(List<V> values) throws Exception;
}
