package com.k2.sequence.decode.field;

import com.k2.sequence.decode.field.FieldValue.Kind;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;
import java.nio.CharBuffer;

/** The field of a number that may be negative: an integer of a {@code long}, or its digits. */
final class SignedField extends MessageField {

    /** The digits of the lowest {@code long} and its sign. */
    private static final int MOST_CHARACTERS = 20;

    private long value;

    /**
     * @param option the option that names the field
     */
    SignedField(String option, RecordPointer pointer) {
        super(
                option,
                pointer,
                "an integer from "
                        + -Long.MAX_VALUE
                        + " to "
                        + Long.MAX_VALUE
                        + " or a string that is one",
                DeadLetter.Reason.INVALID_SEQUENCE);
    }

    /** The number, of a valid field; never the lowest {@code long}. */
    long value() {
        return value;
    }

    @Override
    String accept(FieldValue found) throws IOException {
        Kind kind = found.kind();
        if (!kind.hasText()) {
            return kind.description();
        }
        if (kind != Kind.DECIMAL && parse(found.chars(), found.offset(), found.length())) {
            return null;
        }
        return kind.description()
                + ", "
                + Abbreviation.of(found.chars(), found.offset(), found.length());
    }

    private boolean parse(char[] chars, int offset, int length) {
        if (length == 0 || length > MOST_CHARACTERS || chars[offset] == '+') {
            return false;
        }
        try {
            value = Long.parseLong(CharBuffer.wrap(chars), offset, offset + length, 10);
            return value != Long.MIN_VALUE;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
