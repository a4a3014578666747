package com.k2.sequence.decode.field;

import java.io.IOException;

/**
 * The value of one field, as the reader of a format sees it. Valid until that reader moves on, so
 * that a value costs no object.
 */
public interface FieldValue {

    /** What a value is, in the terms of JSON. */
    enum Kind {
        /** Counts as absent. */
        NULL("null"),
        TEXT("a string"),
        INTEGER("an integer"),
        DECIMAL("a number with a fraction or an exponent"),
        BOOLEAN("a boolean"),
        OBJECT("an object"),
        ARRAY("an array");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        /** For a person. */
        public String description() {
            return description;
        }

        /** Whether such a value has a text: whether it is a string or a number. */
        public boolean hasText() {
            return this == TEXT || this == INTEGER || this == DECIMAL;
        }
    }

    Kind kind();

    /**
     * The array that holds the text, from {@link #offset()} on.
     *
     * @throws IOException if the rest of the message can't be read; so do the methods below
     */
    char[] chars() throws IOException;

    int offset() throws IOException;

    int length() throws IOException;

    /** The text as a new string. */
    String text() throws IOException;

    /** Whether the message's schema declares that the value is a time, and in which unit. */
    default boolean isTime() {
        return false;
    }

    /**
     * The time that the schema declares.
     *
     * @return nanoseconds since 1970-01-01T00:00:00Z, or {@link MessageTimes#NONE}
     */
    default long nanos() {
        return MessageTimes.NONE;
    }
}
