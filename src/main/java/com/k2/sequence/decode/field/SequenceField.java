package com.k2.sequence.decode.field;

import com.k2.sequence.decode.field.FieldValue.Kind;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;

/** The field of the sequence number: an integer of a non-negative {@code long}, or its digits. */
public final class SequenceField extends MessageField {

    private static final long NONE = -1;

    private long value;

    /**
     * @param option the option that names the field
     */
    public SequenceField(String option, RecordPointer pointer) {
        super(
                option,
                pointer,
                "an integer from 0 to " + Long.MAX_VALUE + " or a string of digits that is one",
                DeadLetter.Reason.INVALID_SEQUENCE);
    }

    /** The number, of a valid field. */
    public long value() {
        return value;
    }

    @Override
    String accept(FieldValue found) throws IOException {
        Kind kind = found.kind();
        if (!kind.hasText()) {
            return kind.description();
        }
        char[] chars = found.chars();
        int offset = found.offset();
        int length = found.length();
        if (kind != Kind.DECIMAL) {
            value = parseDigits(chars, offset, length);
            if (value != NONE) {
                return null;
            }
        }
        return kind.description() + ", " + Abbreviation.of(chars, offset, length);
    }

    /** The number that the ASCII digits are, or {@link #NONE}. */
    private static long parseDigits(char[] chars, int offset, int length) {
        if (length == 0) {
            return NONE;
        }
        long number = 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = chars[i] - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return NONE;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
