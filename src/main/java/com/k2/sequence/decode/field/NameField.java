package com.k2.sequence.decode.field;

import com.k2.sequence.decode.field.FieldValue.Kind;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;

/** A field that names something: a string, or an integer taken as its text. */
public final class NameField extends MessageField {

    private String value;
    private boolean tooLarge;

    /**
     * @param option the option that names the field
     */
    public NameField(String option, RecordPointer pointer) {
        super(
                option,
                pointer,
                "a string or an integer of " + NameSize.EXPECTED,
                DeadLetter.Reason.MISSING_FIELD);
    }

    /** The name, of a valid field. */
    public String value() {
        return value;
    }

    @Override
    void clear() {
        super.clear();
        value = null;
        tooLarge = false;
    }

    @Override
    String accept(FieldValue found) throws IOException {
        Kind kind = found.kind();
        if (kind != Kind.TEXT && kind != Kind.INTEGER) {
            return kind.description();
        }
        int length = found.length();
        if (length == 0) {
            return "an empty string";
        }
        // A character takes at least a byte: a long text is refused before it is made a string.
        if (length <= NameSize.MAX_BYTES) {
            value = found.text();
            if (!NameSize.isTooLarge(value)) {
                return null;
            }
        }
        tooLarge = true;
        return kind.description() + " of " + length + " characters";
    }

    @Override
    public DeadLetter.Reason reason() {
        return tooLarge ? DeadLetter.Reason.TOO_LARGE : super.reason();
    }
}
