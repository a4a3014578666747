package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;

/** The field of the sequence number: an integer of a non-negative {@code long}, or its digits. */
final class JsonSequence extends JsonField {

    private static final long NONE = -1;

    private long value;

    /**
     * @param option the option that names the field
     */
    JsonSequence(String option, JsonPointer pointer) {
        super(
                option,
                pointer,
                "an integer from 0 to " + Long.MAX_VALUE + " or a string of digits that is one",
                DeadLetter.Reason.INVALID_SEQUENCE);
    }

    long value() {
        return value;
    }

    @Override
    String accept(JsonToken token, JsonParser parser) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT
                && token != JsonToken.VALUE_NUMBER_FLOAT
                && token != JsonToken.VALUE_STRING) {
            return describe(token);
        }
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        if (token != JsonToken.VALUE_NUMBER_FLOAT) {
            value = parseDigits(chars, offset, length);
            if (value != NONE) {
                return null;
            }
        }
        return describe(token) + ", " + Abbreviation.of(chars, offset, length);
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
