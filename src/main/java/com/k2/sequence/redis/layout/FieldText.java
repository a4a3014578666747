package com.k2.sequence.redis.layout;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.FieldKind;

/**
 * The text of one field, read strictly: what would not be written like this is unreadable.
 *
 * @param field its name, for messages
 * @param text what the field holds, never null
 */
public record FieldText(String field, String text) {

    private static final int SHOWN = 60;

    long asNumber() throws UnreadableRowException {
        return (Long) as(FieldKind.NUMBER);
    }

    /** A value of this kind. */
    public Object as(FieldKind kind) throws UnreadableRowException {
        try {
            return kind.parse(text);
        } catch (IllegalArgumentException e) {
            throw unreadable(kind.expected());
        }
    }

    public SourcePosition asPosition() throws UnreadableRowException {
        try {
            SourcePosition position = SourcePosition.parse(text);
            if (position.toString().equals(text)) {
                return position;
            }
        } catch (IllegalArgumentException e) {
            // falls through: unreadable like a position in another form
        }
        throw unreadable("topic/partition@offset");
    }

    /** An exception that says what the field holds, cut short and free of control characters. */
    UnreadableRowException unreadable(String expected) {
        boolean cut = text.length() > SHOWN;
        String shown = PercentEncoding.encodeBlanks(cut ? text.substring(0, SHOWN) : text);
        return new UnreadableRowException(
                field
                        + " is not "
                        + expected
                        + ": '"
                        + shown
                        + (cut ? "…' (" + text.length() + " characters)" : "'"));
    }
}
