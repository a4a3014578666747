package com.k2.sequence.operator;

import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.tracking.VerdictType;
import com.k2.sequence.wire.WireTypes;
import org.apache.flink.util.OutputTag;

/** The side outputs of the tracking operator: what is not as it should be, a tag a verdict. */
public final class SequenceOutputs {

    public static final OutputTag<SequenceEvent> GAPS = tag("gaps");
    public static final OutputTag<SequenceEvent> RESETS = tag("resets");
    public static final OutputTag<SequenceEvent> DUPLICATES = tag("duplicates");
    public static final OutputTag<SequenceEvent> OUT_OF_ORDER = tag("out-of-order");

    private SequenceOutputs() {}

    /** Where an event of this verdict goes; null for NORMAL, which is no event. */
    static OutputTag<SequenceEvent> of(VerdictType type) {
        return switch (type) {
            case NORMAL -> null;
            case GAP -> GAPS;
            case RESET -> RESETS;
            case DUPLICATE -> DUPLICATES;
            case OUT_OF_ORDER -> OUT_OF_ORDER;
        };
    }

    private static OutputTag<SequenceEvent> tag(String id) {
        return new OutputTag<>(id, WireTypes.SEQUENCE_EVENT);
    }
}
