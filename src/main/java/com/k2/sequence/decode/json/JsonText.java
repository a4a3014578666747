package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.k2.sequence.decode.field.NameSize;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;

/** A field that names something: a string, or an integer taken as its text. */
final class JsonText extends JsonField {

    private String value;
    private boolean tooLarge;

    JsonText(String option, JsonPointer pointer) {
        super(
                option,
                pointer,
                "a string or an integer of " + NameSize.EXPECTED,
                DeadLetter.Reason.MISSING_FIELD);
    }

    String value() {
        return value;
    }

    @Override
    void clear() {
        super.clear();
        value = null;
        tooLarge = false;
    }

    @Override
    String accept(JsonToken token, JsonParser parser) throws IOException {
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            return describe(token);
        }
        int length = parser.getTextLength();
        if (length == 0) {
            return "an empty string";
        }
        // A character takes at least a byte: a long text is refused before it is made a string.
        if (length <= NameSize.MAX_BYTES) {
            value = parser.getText();
            if (!NameSize.isTooLarge(value)) {
                return null;
            }
        }
        tooLarge = true;
        return describe(token) + " of " + length + " characters";
    }

    @Override
    DeadLetter.Reason reason() {
        return tooLarge ? DeadLetter.Reason.TOO_LARGE : super.reason();
    }
}
