package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.port.KeptValues;
import com.k2.sequence.operator.port.TaskState;
import java.util.List;

/**
 * The lineage and the submission that a subtask works as. Every subtask snapshots them and every
 * subtask of a restored job reads all of them, so they survive any change of parallelism.
 *
 * <p>The lineage is the submission that began without state: a job that is restored goes on as the
 * lineage in its checkpoint. The submission is that of the job that runs, the same after each of
 * its failures. A job that is submitted again is later than the one that took its checkpoint, also
 * where the clock of the machine that submitted it is behind: then it counts as one millisecond
 * later.
 */
final class Lineage {

    private static final String LINEAGE = "lineage";

    /** As it counts. */
    private static final String SUBMISSION = "submission";

    /** By the clock of the machine that submitted the job: after a failure it is the same. */
    private static final String SUBMITTED = "submitted";

    private final Kept lineage;
    private final Kept submission;
    private final Kept submitted;

    private Lineage(long submittedNow, TaskState state) throws Exception {
        this.lineage = new Kept(LINEAGE, state, submittedNow);
        this.submission = new Kept(SUBMISSION, state, lineage.value);
        this.submitted = new Kept(SUBMITTED, state, lineage.value);
        if (submitted.value != submittedNow) {
            submitted.value = submittedNow;
            submission.value = Math.max(submittedNow, submission.value + 1);
        }
    }

    /**
     * Reads what a checkpoint has of them.
     *
     * @param submitted when the job that runs was submitted, by the clock of the machine that did
     *     it
     */
    static Lineage restoreOr(long submitted, TaskState state) throws Exception {
        return new Lineage(submitted, state);
    }

    long value() {
        return lineage.value;
    }

    /** Not before the lineage. */
    long submission() {
        return submission.value;
    }

    void snapshot() throws Exception {
        lineage.snapshot();
        submission.snapshot();
        submitted.snapshot();
    }

    /** A number that is the same in all subtasks. */
    private static final class Kept {
        private final KeptValues<Long> kept;
        private long value;

        /**
         * @param otherwise where the checkpoint has none, or there is no checkpoint
         */
        private Kept(String name, TaskState state, long otherwise) throws Exception {
            kept = state.numbersOfAllTasks(name);
            Long restored = null;
            for (Long found : kept.restored()) {
                restored = restored == null ? found : Long.valueOf(Math.max(restored, found));
            }
            value = restored == null ? otherwise : restored;
        }

        private void snapshot() throws Exception {
            kept.keep(List.of(value));
        }
    }
}
