package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.port.KeptValues;
import com.k2.sequence.operator.port.TaskState;
import com.k2.sequence.tracking.StateFields;
import java.util.List;

/**
 * The form of all that the operator keeps, keyed state and operator state. Flink silently drops a
 * state that a job does not ask for, and RocksDB reads a value when its key is first met. So a
 * version that keeps more, or in another way, raises {@link #FORM}, and an earlier one refuses the
 * whole when it is restored.
 */
public final class StateForm {

    /** What this version writes, and the last one it knows. State of version 0.1 names none. */
    public static final long FORM = StateFields.ALL.form();

    private final KeptValues<Long> kept;

    private StateForm(KeptValues<Long> kept) {
        this.kept = kept;
    }

    /**
     * @throws IllegalStateException if a later version wrote what is restored. The job is then
     *     tried again, as its restart strategy says: to end it would be to lose what it can't read
     */
    static StateForm check(TaskState state) throws Exception {
        StateForm form = new StateForm(state.numbersOfAllTasks("form"));
        for (long found : form.kept.restored()) {
            if (found > FORM) {
                throw new IllegalStateException(
                        "the checkpoint or savepoint that is restored holds the sequence tracker's"
                                + " state in form "
                                + found
                                + ", which a later version of the job wrote; this version knows up to"
                                + " form "
                                + FORM
                                + ": start the later version, or restore a savepoint of this one");
            }
        }
        return form;
    }

    void snapshot() throws Exception {
        kept.keep(List.of(FORM));
    }
}
