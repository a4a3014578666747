package com.k2.sequence.tracking;

import static com.k2.sequence.tracking.FieldKind.NUMBER;
import static com.k2.sequence.tracking.FieldKind.TIME;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The fields of {@link SequenceState}, once, in the order in which all formats have them: Flink's
 * state, the rows of the shared store, what a row holds as its base, the command line and its JSON.
 * A new field goes to the end, with the next form.
 *
 * <p>The fields of form 1 stand in every state and row; the later ones where they have a value.
 */
public final class StateFields {

    public static final StateField LAST_SEQ =
            new StateField(
                    "last_seq",
                    NUMBER,
                    1,
                    null,
                    SequenceState::lastSequence,
                    (cursor, value) -> cursor.setLastSequence((Long) value));

    public static final StateField LAST_TS =
            new StateField(
                    "last_ts",
                    TIME,
                    1,
                    null,
                    state -> state.hasTimestamp() ? state.lastTimestamp() : null,
                    (cursor, value) ->
                            cursor.setLastTimestamp(
                                    value == null ? SequenceState.NO_TIMESTAMP : (Long) value));

    public static final StateField GAP_COUNT =
            new StateField(
                    "gap_count",
                    NUMBER,
                    1,
                    0L,
                    SequenceState::gapCount,
                    (cursor, value) -> cursor.setGapCount((Long) value));

    public static final StateField RESET_COUNT =
            new StateField(
                    "reset_count",
                    NUMBER,
                    1,
                    0L,
                    SequenceState::resetCount,
                    (cursor, value) -> cursor.setResetCount((Long) value));

    /** Those of this version. */
    public static final StateFields ALL =
            new StateFields(List.of(LAST_SEQ, LAST_TS, GAP_COUNT, RESET_COUNT));

    private final List<StateField> fields;
    private final List<StateField> ofFormOne;
    private final List<StateField> later;

    /**
     * @param fields those of form 1 first, {@code last_seq} before all; the later ones may be empty
     */
    public StateFields(List<StateField> fields) {
        this.fields = List.copyOf(fields);
        this.ofFormOne = fields.stream().filter(field -> field.since() == 1).toList();
        this.later = fields.subList(ofFormOne.size(), fields.size());
        if (fields.get(0) != LAST_SEQ
                || later.stream().anyMatch(field -> field.since() == 1 || !field.mayBeEmpty())) {
            throw new IllegalArgumentException(
                    "fields must begin with last_seq, be in the order of their forms, and may be"
                            + " empty from form 2 on, not "
                            + fields);
        }
    }

    public List<StateField> list() {
        return fields;
    }

    /** Those that every state and row has. */
    public List<StateField> ofFormOne() {
        return ofFormOne;
    }

    /** Those that stand only where they have a value. */
    public List<StateField> later() {
        return later;
    }

    /** The form of a state or a row with all these fields. */
    public int form() {
        return fields.get(fields.size() - 1).since();
    }

    /**
     * The state with these values.
     *
     * @param values in the order of the fields, each null where it is empty
     * @return null where there is no last number: nothing is known
     */
    public SequenceState state(List<Object> values) {
        if (values.get(0) == null) {
            return null;
        }
        SequenceCursor cursor = new SequenceCursor();
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).setter().accept(cursor, values.get(i));
        }
        return cursor.state();
    }

    /** Whether a state has a value that form 1 does not. */
    public boolean hasLater(SequenceState state) {
        return state != null
                && !later.isEmpty()
                && later.stream().anyMatch(field -> field.of(state) != null);
    }

    /**
     * Writes a state: the fields of form 1, then, where there is a value of a later form, how many
     * there are, each behind its place among all fields.
     *
     * @param withLater whether to write the second part
     */
    public void write(SequenceState state, boolean withLater, DataOutput target)
            throws IOException {
        for (StateField field : ofFormOne) {
            field.kind().write(field.of(state), target);
        }
        if (!withLater) {
            return;
        }
        List<StateField> there = later.stream().filter(field -> field.of(state) != null).toList();
        target.writeByte(there.size());
        for (StateField field : there) {
            target.writeByte(fields.indexOf(field));
            field.kind().write(field.of(state), target);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param withLater as it was written
     * @throws IOException also if there is a field of a later version
     */
    public SequenceState read(boolean withLater, DataInput source) throws IOException {
        List<Object> values = new ArrayList<>(fields.size());
        for (StateField field : ofFormOne) {
            values.add(field.kind().read(source));
        }
        later.forEach(field -> values.add(null));
        int count = withLater ? source.readUnsignedByte() : 0;
        for (int i = 0; i < count; i++) {
            int place = source.readUnsignedByte();
            if (place >= fields.size()) {
                throw new IOException(
                        "the state of a key has field number "
                                + (place + 1)
                                + ", and this version of the job knows "
                                + fields.size()
                                + ": it was written by a later version");
            }
            values.set(place, fields.get(place).kind().read(source));
        }
        return Objects.requireNonNull(state(values));
    }
}
