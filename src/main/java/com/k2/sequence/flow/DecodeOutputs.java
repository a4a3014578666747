package com.k2.sequence.flow;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.wire.WireTypes;
import org.apache.flink.util.OutputTag;

/** What leaves decoding beside its main output. */
public final class DecodeOutputs {

    /** Records that can't be checked. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", WireTypes.DEAD_LETTER);

    /** Messages without a sequence number, on their way to the sequenced topic. */
    public static final OutputTag<CheckedRecord> UNSEQUENCED =
            new OutputTag<>("unsequenced", WireTypes.CHECKED_RECORD);

    private DecodeOutputs() {}
}
