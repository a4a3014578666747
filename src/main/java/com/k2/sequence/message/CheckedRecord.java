package com.k2.sequence.message;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.SequenceVerdict;

/**
 * A record for the sequenced topic.
 *
 * @param record unchanged, never null
 * @param instrument null on an unsequenced record
 * @param verdict null on an unsequenced record
 * @param replayed whether an earlier job had tracked the message already
 * @param index the message's place among those of its record, from 0; {@link MessageExtras#ALONE}
 *     where the record is one message
 */
public record CheckedRecord(
        SourceRecord record,
        InstrumentKey instrument,
        SequenceVerdict verdict,
        boolean replayed,
        int index) {

    /** A record that is one message. */
    public CheckedRecord(
            SourceRecord record,
            InstrumentKey instrument,
            SequenceVerdict verdict,
            boolean replayed) {
        this(record, instrument, verdict, replayed, MessageExtras.ALONE);
    }

    /** A readable record without a sequence number, passed on unchecked. */
    public static CheckedRecord unsequenced(SourceRecord record) {
        return new CheckedRecord(record, null, null, false);
    }
}
