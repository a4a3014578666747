package com.k2.sequence.store;

import java.io.Serializable;

/** Opens stores; travels with the job to where they are used. */
public interface SequenceStoreFactory extends Serializable {

    /**
     * Opens a store for one subtask. Does not wait for the server.
     *
     * @param lineage the lineage that every update is written as
     * @param listener told of round trips and failures, on the store's thread
     */
    SequenceStore open(long lineage, StoreListener listener);
}
