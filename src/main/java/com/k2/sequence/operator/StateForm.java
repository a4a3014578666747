package com.k2.sequence.operator;

import com.k2.sequence.tracking.StateFields;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The form of all that the operator keeps, keyed state and operator state. Flink drops a state in
 * silence that a job does not ask for, and RocksDB reads a value when its key is first met. So a
 * version that keeps more, or in another way, raises {@link #FORM}, and an earlier one refuses the
 * whole when it is restored.
 */
final class StateForm {

    /** What this version writes, and the last one it knows. State of version 0.1 names none. */
    static final long FORM = StateFields.ALL.form();

    private static final ListStateDescriptor<Long> STATE =
            new ListStateDescriptor<>("form", LongSerializer.INSTANCE);

    private final ListState<Long> state;

    private StateForm(ListState<Long> state) {
        this.state = state;
    }

    /**
     * @throws IllegalStateException if a later version wrote what is restored. The job is then
     *     tried again, as its restart strategy says: to end it would be to lose what it can't read
     */
    static StateForm check(StateInitializationContext context) throws Exception {
        StateForm form = new StateForm(context.getOperatorStateStore().getUnionListState(STATE));
        for (long found : form.state.get()) {
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
        state.update(List.of(FORM));
    }
}
