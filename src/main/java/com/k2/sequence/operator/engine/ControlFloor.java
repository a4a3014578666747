package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.port.KeptValues;
import com.k2.sequence.operator.port.TaskState;
import java.util.List;

/**
 * The control number that keys begin with, which rises with each command that clears all keys. An
 * attempt that was given up may have met a key, cleared it by that command and written its row; the
 * attempt that goes on meets the key after the command. With a number of 0 its updates would be
 * refused. Every subtask snapshots it, so it survives any change of parallelism.
 */
public final class ControlFloor {

    /** Null where there are no commands. */
    private final KeptValues<Long> kept;

    private long value;

    private ControlFloor(KeptValues<Long> kept) {
        this.kept = kept;
    }

    /** Of a job without commands, which keeps no such number. */
    static ControlFloor none() {
        return new ControlFloor(null);
    }

    static ControlFloor restore(TaskState state) throws Exception {
        ControlFloor floor = new ControlFloor(state.numbersOfAllTasks("control-floor"));
        for (Long found : floor.kept.restored()) {
            floor.raise(found);
        }
        return floor;
    }

    /** 0 before any such command. */
    long value() {
        return value;
    }

    void raise(long barrier) {
        value = Math.max(value, barrier);
    }

    void snapshot() throws Exception {
        kept.keep(List.of(value));
    }
}
