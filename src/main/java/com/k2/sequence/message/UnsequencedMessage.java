package com.k2.sequence.message;

/**
 * A readable message without a sequence number.
 *
 * @param record the record it came in, never null
 * @param heartbeat whether it is a sign of life of the whole feed
 */
public record UnsequencedMessage(SourceRecord record, boolean heartbeat) implements Decoded {

    /** Of a message that is not a sign of life. */
    public UnsequencedMessage(SourceRecord record) {
        this(record, false);
    }
}
