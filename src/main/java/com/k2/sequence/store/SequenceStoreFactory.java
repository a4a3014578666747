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
     * @param waitsForAccess whether a server that refuses (a login, a right, a certificate) is
     *     waited for from the first try on, since the job has been connected before or goes on
     *     without it; else that holds once the server has answered, and until then a refusal fails
     *     the calls
     * @param listener called for round trips and failures, on the store's thread
     */
    SequenceStore open(
            long lineage, long submission, boolean waitsForAccess, StoreListener listener);

    /**
     * Opens the store of a job that was not restored and has never been connected: its lineage
     * began with its submission.
     */
    default SequenceStore open(long lineage, StoreListener listener) {
        return open(lineage, lineage, false, listener);
    }
}
