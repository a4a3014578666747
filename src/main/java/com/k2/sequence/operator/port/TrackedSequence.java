package com.k2.sequence.operator.port;

import com.k2.sequence.message.Command;
import com.k2.sequence.operator.engine.ControlFloor;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.tracking.SequenceState;

/**
 * What keyed state holds of a key that is warm.
 *
 * @param state what the rule remembers; null since a command cleared the key
 * @param base what this lineage found in the store when it first met the key; null where it found
 *     nothing. Kept for good: it is written to the store with every update, so that a restore from
 *     before the first meeting starts from it even if the store has been emptied in between
 * @param newest where the key's newest message stands, be it one that the lineage before this one
 *     had tracked; or where a command found the row of a key that had had no message; or the
 *     command, where there was no row. Null before any of them
 * @param moves how often its partition has changed, from 0. Like the verdicts it follows from the
 *     messages alone, so whatever is replayed counts the same, and an attempt that the cluster has
 *     given up can't get ahead of the one that goes on in another partition or a recreated topic
 * @param control rises with each command, 0 or {@link ControlFloor} without one: what follows a
 *     command goes before what did not know of it
 */
public record TrackedSequence(
        SequenceState state, SequenceBase base, SourcePosition newest, long moves, long control) {

    /** A key that starts from its first message. */
    public static TrackedSequence startingWith(SequenceState state, SourcePosition first) {
        return new TrackedSequence(state, null, first, 0, 0);
    }

    /** The same key, whose control number begins with this one. */
    public TrackedSequence withControl(long floor) {
        return floor == 0 ? this : new TrackedSequence(state, base, newest, moves, floor);
    }

    /**
     * A key that starts from what another lineage left.
     *
     * @param base null where it left nothing
     */
    public static TrackedSequence startingFrom(SequenceBase base) {
        return new TrackedSequence(base == null ? null : base.state(), base, null, 0, 0);
    }

    /**
     * What is known after a command that sets or clears.
     *
     * @param barrier when it takes effect, in milliseconds since 1970
     */
    public TrackedSequence after(Command command, long barrier) {
        return new TrackedSequence(
                stateAfter(command), base, newestOr(command.position()), moves, next(barrier));
    }

    private SequenceState stateAfter(Command command) {
        if (command.kind() != Command.Kind.SET) {
            return null;
        }
        return SequenceState.withLast(state, command.lastSequence());
    }

    private SourcePosition newestOr(SourcePosition ofCommand) {
        if (newest != null) {
            return newest;
        }
        return base == null ? ofCommand : base.position();
    }

    /** Several commands may take effect at one time, and checkpoints be of one millisecond. */
    private long next(long barrier) {
        return Math.max(barrier, control + 1);
    }

    /** The last number; null where nothing is known. */
    public Long lastSequence() {
        return state == null ? null : state.lastSequence();
    }
}
