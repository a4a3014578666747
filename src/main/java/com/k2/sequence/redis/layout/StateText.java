package com.k2.sequence.redis.layout;

import com.k2.sequence.tracking.SequenceCursor;
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

    /** Those that every row has. */
    public List<String> namesOfFormOne() {
        return names(fields.ofFormOne());
    }

    private static List<String> names(List<StateField> fields) {
        return fields.stream().map(StateField::name).toList();
    }

    /** Those that a row has where they have a value: of the row's own state, then of its base. */
    public List<String> namesOfLater() {
        List<String> names = names(fields.later());
        return Stream.concat(names.stream(), names.stream().map(OF_BASE::concat)).toList();
    }

    /** Of each field its kind, with a question mark where it may be empty, as the guard has it. */
    public List<String> kindsOfFormOne() {
        return fields.ofFormOne().stream()
                .map(field -> field.kind().word() + (field.mayBeEmpty() ? "?" : ""))
                .toList();
    }

    /** The kinds of {@link #namesOfLater}, each of which may be missing. */
    public List<String> kindsOfLater() {
        List<String> kinds = fields.later().stream().map(field -> field.kind().word()).toList();
        return Stream.concat(kinds.stream(), kinds.stream()).toList();
    }

    /** The values of {@link #namesOfFormOne}, with an empty text for what there is not. */
    List<String> values(SequenceState state) {
        return values(state, "");
    }

    /** The words of a base's text. */
    List<String> wordsOfBase(SequenceState state) {
        return values(state, NOTHING_IN_BASE);
    }

    private List<String> values(SequenceState state, String nothing) {
        List<String> values = new ArrayList<>(fields.ofFormOne().size());
        for (StateField field : fields.ofFormOne()) {
            values.add(field.text(state, nothing));
        }
        return values;
    }

    /**
     * Adds what there is of {@link #namesOfLater}, each value behind its place among all of them,
     * from 1.
     */
    void addLater(SequenceState state, SequenceState ofBase, List<String> to) {
        addLater(state, 0, to);
        addLater(ofBase, fields.later().size(), to);
    }

    private void addLater(SequenceState state, int before, List<String> to) {
        List<StateField> later = fields.later();
        for (int i = 0; i < later.size(); i++) {
            Object value = state == null ? null : later.get(i).of(state);
            if (value != null) {
                to.add(Integer.toString(before + i + 1));
                to.add(later.get(i).kind().format(value));
            }
        }
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
     * @param later its later fields, each null where it is missing
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
        if (values.get(0) == null) {
            if (allEmpty) {
                return null;
            }
            throw texts.get(0).unreadable(fields.list().get(0).kind().expected());
        }
        return state(values, texts);
    }

    private SequenceState state(List<Object> values, List<FieldText> texts)
            throws UnreadableRowException {
        SequenceCursor cursor = new SequenceCursor();
        for (int i = 0; i < values.size(); i++) {
            StateField field = fields.list().get(i);
            try {
                field.setter().accept(cursor, values.get(i));
            } catch (IllegalArgumentException e) {
                throw texts.get(i).unreadable("as the tracker writes it");
            }
        }
        try {
            return cursor.state();
        } catch (IllegalArgumentException e) {
            // Below 0, which only a row with later fields may have.
            throw texts.get(0).unreadable(fields.list().get(0).kind().expected());
        }
    }
}
