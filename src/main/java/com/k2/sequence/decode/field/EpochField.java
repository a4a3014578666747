package com.k2.sequence.decode.field;

import com.k2.sequence.decode.field.FieldValue.Kind;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;
import java.util.Arrays;

/** A field that names an epoch, or a part of its name: any value but an object or an array. */
final class EpochField extends MessageField {

    /** Most bytes of an epoch's name in UTF-8. */
    static final int MAX_BYTES = 256;

    /** The name before, since most messages are of one epoch. */
    private char[] known = {};

    private String value;
    private boolean tooLong;

    EpochField(RecordPointer pointer) {
        super(
                "epoch-field",
                pointer,
                "a string, a number or a boolean of at most " + MAX_BYTES + " bytes of UTF-8",
                DeadLetter.Reason.INVALID_SEQUENCE);
    }

    /** The name, of a valid field. */
    String value() {
        return value;
    }

    @Override
    void clear() {
        super.clear();
        tooLong = false;
    }

    @Override
    String accept(FieldValue found) throws IOException {
        Kind kind = found.kind();
        if (!kind.hasText() && kind != Kind.BOOLEAN) {
            return kind.description();
        }
        int length = found.length();
        if (length > MAX_BYTES) {
            tooLong = true;
            return kind.description() + " of " + length + " characters";
        }
        int from = found.offset();
        if (value == null
                || !Arrays.equals(found.chars(), from, from + length, known, 0, known.length)) {
            known = Arrays.copyOfRange(found.chars(), from, from + length);
            value = new String(known);
        }
        return null;
    }

    @Override
    public DeadLetter.Reason reason() {
        return tooLong ? DeadLetter.Reason.TOO_LARGE : super.reason();
    }
}
