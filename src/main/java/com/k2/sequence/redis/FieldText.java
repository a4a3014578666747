package com.k2.sequence.redis;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.EpochNanos;

/**
 * The text of one field, read strictly: what would not be written like this is unreadable.
 *
 * @param field its name, for messages
 * @param text what the field holds, never null
 */
record FieldText(String field, String text) {

    private static final int SHOWN = 60;

    long asNumber() throws UnreadableRowException {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && Long.toString(number).equals(text)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through: unreadable like a number in another form
        }
        throw unreadable("a decimal number from 0 to 2^63 - 1");
    }

    /** In nanoseconds since 1970-01-01T00:00:00Z. */
    long asTimestamp() throws UnreadableRowException {
        try {
            long nanos = EpochNanos.parse(text);
            if (EpochNanos.format(nanos).equals(text)) {
                return nanos;
            }
        } catch (IllegalArgumentException e) {
            // falls through: unreadable like a time in another form
        }
        throw unreadable("an ISO-8601 time in UTC, of 1677 to 2262");
    }

    SourcePosition asPosition() throws UnreadableRowException {
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
