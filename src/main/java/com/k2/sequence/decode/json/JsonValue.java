package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.k2.sequence.decode.field.FieldValue;
import java.io.IOException;

/** The current value of a JSON parser. Reused for every value; not thread-safe. */
final class JsonValue implements FieldValue {

    private JsonParser parser;
    private Kind kind;

    /** The value that begins with this token. */
    JsonValue at(JsonParser at, JsonToken token) {
        parser = at;
        kind = kind(token);
        return this;
    }

    /** What a value is that begins with this token. */
    static Kind kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.ARRAY;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            case VALUE_NULL -> Kind.NULL;
            case VALUE_NUMBER_INT -> Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> Kind.DECIMAL;
            default -> Kind.TEXT;
        };
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public char[] chars() throws IOException {
        return parser.getTextCharacters();
    }

    @Override
    public int offset() throws IOException {
        return parser.getTextOffset();
    }

    @Override
    public int length() throws IOException {
        return parser.getTextLength();
    }

    @Override
    public String text() throws IOException {
        return parser.getText();
    }
}
