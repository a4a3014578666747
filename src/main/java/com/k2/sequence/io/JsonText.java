package com.k2.sequence.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A field that names something: a string, or an integer taken as its text. */
final class JsonText extends JsonField {

    /** Most bytes of a name in UTF-8: it is repeated in every event and in Redis keys. */
    static final int MAX_BYTES = 32 * 1024;

    static final String EXPECTED_SIZE = "1 to " + MAX_BYTES + " bytes of UTF-8";

    private final TextCache cache;

    private String value;
    private boolean tooLarge;

    JsonText(String option, JsonPointer pointer, TextCache cache) {
        super(
                option,
                pointer,
                "a string or an integer of " + EXPECTED_SIZE,
                DeadLetter.Reason.MISSING_FIELD);
        this.cache = cache;
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
        if (length <= MAX_BYTES) {
            value = cache.get(parser.getTextCharacters(), parser.getTextOffset(), length);
            if (!isTooLarge(value)) {
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

    /** Whether a text takes more than {@link #MAX_BYTES} in UTF-8. */
    static boolean isTooLarge(String text) {
        int length = text.length();
        if (length <= MAX_BYTES / 3) {
            return false;
        }
        int bytes = 0;
        for (int i = 0; i < length && bytes <= MAX_BYTES; i++) {
            char c = text.charAt(i);
            // Half of a surrogate pair counts two: the pair takes four.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes > MAX_BYTES;
    }
}
