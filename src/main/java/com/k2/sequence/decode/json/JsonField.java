package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;

/**
 * One field of the message being read: absent, valid, or not what it should be. Reused for the next
 * message; not thread-safe.
 */
abstract class JsonField {

    private final String option;
    private final JsonPointer pointer;
    private final String expected;
    private final DeadLetter.Reason invalid;

    private boolean present;
    private String found;

    /**
     * @param option the option that names the field
     * @param expected what its value must be, for a person
     * @param invalid the reason of a value that is something else
     */
    JsonField(String option, JsonPointer pointer, String expected, DeadLetter.Reason invalid) {
        this.option = option;
        this.pointer = pointer;
        this.expected = expected;
        this.invalid = invalid;
    }

    /**
     * Takes the value in, if it is a right one.
     *
     * @return what was found instead, for a person, or null where the value is right
     */
    abstract String accept(JsonToken token, JsonParser parser) throws IOException;

    final JsonPointer pointer() {
        return pointer;
    }

    /** Forgets what was read. */
    void clear() {
        present = false;
        found = null;
    }

    /** Reads the value that the parser stands at; null counts as absent. */
    final void read(JsonToken token, JsonParser parser) throws IOException {
        clear();
        if (token != JsonToken.VALUE_NULL) {
            present = true;
            found = accept(token, parser);
        }
    }

    final boolean isPresent() {
        return present;
    }

    final boolean isValid() {
        return present && found == null;
    }

    /** Why the field is not valid. */
    DeadLetter.Reason reason() {
        return present ? invalid : DeadLetter.Reason.MISSING_FIELD;
    }

    /** Why the field is not valid, for a person. */
    final String problem() {
        String name = pointer + " (" + option + ") ";
        return present
                ? name + "is " + found + ", not " + expected
                : name + "is absent or null; it must be " + expected;
    }

    /** The kind of a value that is neither text nor number. */
    static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction or an exponent";
            default -> "a string";
        };
    }
}
