package com.k2.sequence.message;

/**
 * A record that can't be checked, and why.
 *
 * @param record unchanged, never null
 * @param reason never null
 * @param message what was found, where, and what is expected, for a person; no payload
 * @param indexes which of the record's messages can't be checked, from 0, as ranges such as {@code
 *     0-2 7}; null where the whole record can't
 */
public record DeadLetter(SourceRecord record, Reason reason, String message, String indexes)
        implements Decoded, DecodedCommand {

    /** Of a whole record. */
    public DeadLetter(SourceRecord record, Reason reason, String message) {
        this(record, reason, message, null);
    }

    /** Why a record is a dead letter; {@link #word()} is the fixed word that other programs see. */
    public enum Reason {
        MALFORMED("malformed"),
        MISSING_FIELD("missing-field"),
        INVALID_SEQUENCE("invalid-sequence"),
        INVALID_TIMESTAMP("invalid-timestamp"),
        TOO_LARGE("too-large");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** Whether the message was read and has a sequence number, right or wrong. */
        public boolean isOfAField() {
            return switch (this) {
                case MISSING_FIELD, INVALID_SEQUENCE, INVALID_TIMESTAMP -> true;
                case MALFORMED, TOO_LARGE -> false;
            };
        }

        public String word() {
            return word;
        }
    }
}
