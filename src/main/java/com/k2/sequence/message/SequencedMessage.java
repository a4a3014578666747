package com.k2.sequence.message;

import com.k2.sequence.tracking.InstrumentKey;

/**
 * A decoded message that carries a sequence number.
 *
 * @param instrument what the number counts within, never null
 * @param sequence the exchange's number, from 0
 * @param timestamp the message's time in nanoseconds since 1970-01-01T00:00:00Z
 * @param record the record it came in, never null
 */
public record SequencedMessage(
        InstrumentKey instrument, long sequence, long timestamp, SourceRecord record)
        implements Decoded {}
