package com.k2.sequence.operator.engine;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;

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
public final class Lineage {

    private static final ListStateDescriptor<Long> LINEAGE =
            new ListStateDescriptor<>("lineage", LongSerializer.INSTANCE);

    /** As it counts. */
    private static final ListStateDescriptor<Long> SUBMISSION =
            new ListStateDescriptor<>("submission", LongSerializer.INSTANCE);

    /** By the clock of the machine that submitted the job: by this a failure is told apart. */
    private static final ListStateDescriptor<Long> SUBMITTED =
            new ListStateDescriptor<>("submitted", LongSerializer.INSTANCE);

    private final Kept lineage;
    private final Kept submission;
    private final Kept submitted;

    private Lineage(long submittedNow, OperatorStateStore states) throws Exception {
        this.lineage = new Kept(LINEAGE, states, submittedNow);
        this.submission = new Kept(SUBMISSION, states, lineage.value);
        this.submitted = new Kept(SUBMITTED, states, lineage.value);
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
    public static Lineage restoreOr(long submitted, StateInitializationContext context)
            throws Exception {
        return new Lineage(submitted, context.getOperatorStateStore());
    }

    public long value() {
        return lineage.value;
    }

    /** Not before the lineage. */
    public long submission() {
        return submission.value;
    }

    public void snapshot() throws Exception {
        lineage.snapshot();
        submission.snapshot();
        submitted.snapshot();
    }

    /** A number that is the same in all subtasks. */
    private static final class Kept {
        private final ListState<Long> state;
        private long value;

        /**
         * @param otherwise where the checkpoint has none, or there is no checkpoint
         */
        private Kept(ListStateDescriptor<Long> name, OperatorStateStore states, long otherwise)
                throws Exception {
            state = states.getUnionListState(name);
            Long restored = null;
            for (Long found : state.get()) {
                restored = restored == null ? found : Long.valueOf(Math.max(restored, found));
            }
            value = restored == null ? otherwise : restored;
        }

        private void snapshot() throws Exception {
            state.update(List.of(value));
        }
    }
}
