package com.k2.sequence.tracking;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One field of {@link SequenceState}, as it is stored and shown.
 *
 * @param name in Redis, in JSON and in messages; never changes
 * @param kind of its values
 * @param since the first form of state and rows that has the field, from 1
 * @param whereNothing the value where nothing is known of a key; null where the field is then empty
 * @param getter its value; null where it is empty. A {@code Long} or a {@code String}, by its kind
 * @param setter takes such a value
 */
public record StateField(
        String name,
        FieldKind kind,
        int since,
        Object whereNothing,
        Function<SequenceState, Object> getter,
        BiConsumer<SequenceCursor, Object> setter) {

    public StateField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }

    /** Whether the field may be empty. */
    public boolean mayBeEmpty() {
        return whereNothing == null;
    }

    /**
     * Its value.
     *
     * @param state null where nothing is known
     * @return null where it is empty
     */
    public Object of(SequenceState state) {
        return state == null ? whereNothing : getter.apply(state);
    }

    /** Its value as other programs read it; the given text where it is empty. */
    public String text(SequenceState state, String empty) {
        Object value = of(state);
        return value == null ? empty : kind.format(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
