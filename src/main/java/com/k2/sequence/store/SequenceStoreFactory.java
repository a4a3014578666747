package com.k2.sequence.store;

import java.io.Serializable;

/** Opens stores; travels with the job to where they are used. */
public interface SequenceStoreFactory extends Serializable {

    /**
     * Opens a store for one subtask. Does not wait for the server.
     *
     * @param lineage the lineage that every update is written as
     * @param submission when the job was submitted, in milliseconds since 1970: not before its
     *     lineage began, and after it where the job was restored on purpose
     * @param listener told of round trips and failures, on the store's thread
     */
    SequenceStore open(long lineage, long submission, StoreListener listener);

    /** Opens the store of a job that was not restored: its lineage began with its submission. */
    default SequenceStore open(long lineage, StoreListener listener) {
        return open(lineage, lineage, listener);
    }
}
