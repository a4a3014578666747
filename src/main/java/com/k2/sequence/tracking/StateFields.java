package com.k2.sequence.tracking;

import static com.k2.sequence.tracking.FieldKind.LAST;
import static com.k2.sequence.tracking.FieldKind.NUMBER;
import static com.k2.sequence.tracking.FieldKind.POSITION;
import static com.k2.sequence.tracking.FieldKind.TEXT;
import static com.k2.sequence.tracking.FieldKind.TIME;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

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
                    LAST,
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

    /** The epoch in which the numbers count. */
    public static final StateField EPOCH =
            later("epoch", TEXT, m -> m.epoch, (m, value) -> m.epoch = (String) value);

    /** What is missing now, in the venue's own numbers. */
    public static final StateField OPEN_GAPS =
            derived(
                    "open_gaps",
                    TEXT,
                    m -> m.gaps() == null ? null : SeriesText.ranges(m.gaps(), m.cycle()));

    /** How many numbers are missing now; of a chain nobody knows. */
    public static final StateField MISSING =
            derived(
                    "missing",
                    NUMBER,
                    m -> m.gaps() == null || m.gaps().links() ? null : m.gaps().missing());

    /** How often the numbers have wrapped. */
    public static final StateField WRAPS =
            later(
                    "wraps",
                    NUMBER,
                    m -> m.wraps() == 0 ? null : m.wraps(),
                    (m, value) -> m.extras().wraps = (Long) value);

    /** How they wrap: modulus and what it wraps to. */
    public static final StateField CYCLE =
            later(
                    "cycle",
                    TEXT,
                    m -> m.cycle() == null ? null : SeriesText.cycle(m.cycle()),
                    (m, value) -> m.extras().cycle = SeriesText.cycle((String) value));

    /** The lowest position that counts as had. */
    public static final StateField SERIES_START =
            later("series_start", POSITION, m -> m.start, (m, value) -> m.start = (Long) value);

    public static final StateField RECENT_EPOCHS =
            later(
                    "recent_epochs",
                    TEXT,
                    m ->
                            m.extrasOrNull() == null || m.extrasOrNull().epochs().isEmpty()
                                    ? null
                                    : SeriesText.epochs(m.extrasOrNull().epochs()),
                    (m, value) -> m.extras().setEpochs(SeriesText.epochs((String) value)));

    public static final StateField LOG_TIME =
            later(
                    "log_time",
                    TIME,
                    m -> m.logTime == SequenceState.NO_TIMESTAMP ? null : m.logTime,
                    (m, value) -> m.logTime = (Long) value);

    /** A log time far ahead, which the next record may confirm. */
    public static final StateField FAR_LOG_TIME =
            later(
                    "far_log_time",
                    TIME,
                    m -> extra(m, e -> e.farLogTime),
                    (m, value) -> m.extras().farLogTime = (Long) value);

    /** Messages below the last one that continue each other. */
    public static final StateField RUN =
            later(
                    "run",
                    TEXT,
                    m ->
                            m.extrasOrNull() == null || m.extrasOrNull().runLength == 0
                                    ? null
                                    : SeriesText.run(m.extrasOrNull()),
                    (m, value) -> SeriesText.readRun((String) value, m.extras()));

    /** The last scheduled time that was taken for a restart. */
    public static final StateField RESET_AT =
            later(
                    "reset_at",
                    TIME,
                    m -> extra(m, e -> e.scheduled),
                    (m, value) -> m.extras().scheduled = (Long) value);

    /** The highest position that the memory of gaps has forgotten. */
    public static final StateField FORGOTTEN =
            later(
                    "forgotten",
                    POSITION,
                    m -> extra(m, e -> e.forgotten),
                    (m, value) -> m.extras().forgotten = (Long) value);

    /** Each remembered gap. */
    public static final StateField GAP_TICKETS =
            later(
                    "gap_tickets",
                    TEXT,
                    m -> m.gaps() == null ? null : SeriesText.tickets(m.gaps()),
                    (m, value) -> m.setGaps(SeriesText.gaps((String) value)));

    /** Those of this version. */
    public static final StateFields ALL =
            new StateFields(
                    List.of(
                            LAST_SEQ,
                            LAST_TS,
                            GAP_COUNT,
                            RESET_COUNT,
                            EPOCH,
                            OPEN_GAPS,
                            MISSING,
                            WRAPS,
                            CYCLE,
                            SERIES_START,
                            RECENT_EPOCHS,
                            LOG_TIME,
                            FAR_LOG_TIME,
                            RUN,
                            RESET_AT,
                            FORGOTTEN,
                            GAP_TICKETS));

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

    private static StateField later(
            String name,
            FieldKind kind,
            Function<SeriesMemory, Object> getter,
            BiConsumer<SeriesMemory, Object> setter) {
        return new StateField(
                name,
                kind,
                2,
                null,
                state -> state.memory() == null ? null : getter.apply(state.memory()),
                (cursor, value) -> {
                    if (value != null) {
                        setter.accept(cursor.memory(), value);
                    }
                });
    }

    /** A field for those who read a row; it follows from others. */
    private static StateField derived(
            String name, FieldKind kind, Function<SeriesMemory, Object> getter) {
        return later(name, kind, getter, (memory, value) -> {});
    }

    private static Long extra(SeriesMemory memory, ToLongFunction<SeriesExtras> part) {
        SeriesExtras extras = memory.extrasOrNull();
        long value = extras == null ? SeriesExtras.NONE : part.applyAsLong(extras);
        return value == SeriesExtras.NONE ? null : value;
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
        if (state == null) {
            return false;
        }
        // Once for each key of a checkpoint.
        for (StateField field : later) {
            if (field.of(state) != null) {
                return true;
            }
        }
        return false;
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
