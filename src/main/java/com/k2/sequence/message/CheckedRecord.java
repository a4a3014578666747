package com.k2.sequence.message;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceVerdict;

/**
 * A record for the sequenced topic.
 *
 * @param record unchanged, never null
 * @param instrument null on an unsequenced record
 * @param verdict null on an unsequenced record
 * @param replayed whether an earlier job had tracked the message already
 */
public record CheckedRecord(
        SourceRecord record, InstrumentKey instrument, SequenceVerdict verdict, boolean replayed) {

    /** A readable record without a sequence number, passed on unchecked. */
    public static CheckedRecord unsequenced(SourceRecord record) {
        return new CheckedRecord(record, null, null, false);
    }
}
