package com.k2.sequence.message;

/**
 * A readable message without a sequence number.
 *
 * @param record the record it came in, never null
 */
public record UnsequencedMessage(SourceRecord record) implements Decoded {}
