package com.k2.sequence.decode.field;

import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;

/**
 * One field of the message being read: absent, valid, or not what it should be. Reused for the next
 * message; not thread-safe.
 */
public abstract class MessageField {

    private final String option;
    private final RecordPointer pointer;
    private final String expected;
    private final DeadLetter.Reason invalid;

    private boolean present;
    private String found;

    /**
     * @param option the option that names the field
     * @param expected what its value must be, for a person
     * @param invalid the reason for a dead letter where the value is something else
     */
    MessageField(String option, RecordPointer pointer, String expected, DeadLetter.Reason invalid) {
        this.option = option;
        this.pointer = pointer;
        this.expected = expected;
        this.invalid = invalid;
    }

    /**
     * Takes a value that is not null, if it is a valid one.
     *
     * @return what was found instead, for a person, or null where the value is valid
     */
    abstract String accept(FieldValue value) throws IOException;

    /** Where it is. */
    public final RecordPointer pointer() {
        return pointer;
    }

    /** Forgets what was read. */
    void clear() {
        present = false;
        found = null;
    }

    /**
     * Reads a value; null counts as absent.
     *
     * @throws IOException if the value can't be read to its end
     */
    public final void read(FieldValue value) throws IOException {
        clear();
        if (value.kind() != FieldValue.Kind.NULL) {
            present = true;
            found = accept(value);
        }
    }

    final boolean isPresent() {
        return present;
    }

    public final boolean isValid() {
        return present && found == null;
    }

    /** Why the field is not valid. */
    public DeadLetter.Reason reason() {
        return present ? invalid : DeadLetter.Reason.MISSING_FIELD;
    }

    /** Why the field is not valid, for a person. */
    public final String problem() {
        String name = pointer + " (" + option + ") ";
        return present
                ? name + "is " + found + ", not " + expected
                : name + "is absent or null; it must be " + expected;
    }
}
