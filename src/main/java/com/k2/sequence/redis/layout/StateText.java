package com.k2.sequence.redis.layout;

import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a state stands in a row, field by field, as {@link StateFields} lists them: those of form 1
 * always, with an empty text for what there is not, the later ones where they have a value. A row
 * has two states, its own and that of its base. Of the base the fields of form 1 are words of one
 * text, which every version reads; each later one is a field of the row, {@code base_<name>}.
 */
public final class StateText {

    /** In a base, of an empty part. */
    static final String NOTHING_IN_BASE = "-";

    private static final String OF_BASE = "base_";

    private final StateFields fields;

    public StateText(StateFields fields) {
        this.fields = fields;
    }

    public StateFields fields() {
        return fields;
    }

    /** The fields of the row's own state. */
    public List<String> names() {
        return fields.list().stream().map(StateField::name).toList();
    }

    /** The fields of the base's state that are not in its text. */
    List<String> namesOfBase() {
        return fields.later().stream().map(field -> OF_BASE + field.name()).toList();
    }

    /** Of each field its kind, with a question mark where it may be empty, as the guard has it. */
    public List<String> kinds() {
        return fields.list().stream()
                .map(field -> field.kind().word() + (field.mayBeEmpty() ? "?" : ""))
                .toList();
    }

    /** The values of {@link #names}, with an empty text for what there is not. */
    List<String> values(SequenceState state) {
        return fields.list().stream().map(field -> field.text(state, "")).toList();
    }

    /** The values of {@link #namesOfBase}. */
    List<String> valuesOfBase(SequenceState state) {
        return fields.later().stream().map(field -> field.text(state, "")).toList();
    }

    /** The words of a base's text. */
    List<String> wordsOfBase(SequenceState state) {
        return fields.ofFormOne().stream()
                .map(field -> field.text(state, NOTHING_IN_BASE))
                .toList();
    }

    /**
     * Reads the state of a row.
     *
     * @param texts of {@link #names}, each null where the field is missing
     * @return null where the key was cleared
     */
    SequenceState read(List<FieldText> texts) throws UnreadableRowException {
        return read(texts, "");
    }

    /**
     * Reads the state of a base.
     *
     * @param words of its text
     * @param later of {@link #namesOfBase}, each null where the field is missing
     * @return null where the key had been cleared
     */
    SequenceState readBase(List<FieldText> words, List<FieldText> later)
            throws UnreadableRowException {
        return read(Stream.concat(words.stream(), later.stream()).toList(), NOTHING_IN_BASE);
    }

    /** Where the first field is empty nothing is known, and so is every other that may be empty. */
    private SequenceState read(List<FieldText> texts, String nothing)
            throws UnreadableRowException {
        List<Object> values = new ArrayList<>(texts.size());
        boolean allEmpty = true;
        for (int i = 0; i < texts.size(); i++) {
            StateField field = fields.list().get(i);
            FieldText text = texts.get(i);
            boolean empty = text == null || text.text().equals(field.since() == 1 ? nothing : "");
            allEmpty &= empty || !field.mayBeEmpty();
            values.add(empty && field.mayBeEmpty() ? null : text.as(field.kind()));
        }
        if (values.get(0) == null && !allEmpty) {
            throw texts.get(0).unreadable(fields.list().get(0).kind().expected());
        }
        return fields.state(values);
    }
}
