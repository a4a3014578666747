package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.k2.sequence.decode.field.MessageTimes;
import com.k2.sequence.decode.field.TimeReader;
import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;

/** The field of the message's time. */
final class JsonTimestamp extends JsonField {

    private final TimeReader reader;
    private long nanos;

    /**
     * @param expected what {@code reader} takes, for a person
     */
    JsonTimestamp(JsonPointer pointer, TimeReader reader, String expected) {
        super("timestamp-field", pointer, expected, DeadLetter.Reason.INVALID_TIMESTAMP);
        this.reader = reader;
    }

    /** The time in nanoseconds since 1970-01-01T00:00:00Z. */
    long nanos() {
        return nanos;
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
        nanos = reader.read(chars, offset, length);
        return nanos != MessageTimes.NONE
                ? null
                : describe(token) + ", " + Abbreviation.of(chars, offset, length);
    }
}
