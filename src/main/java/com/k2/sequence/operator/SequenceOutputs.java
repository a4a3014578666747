package com.k2.sequence.operator;

import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.tracking.verdict.EventKind;
import com.k2.sequence.wire.WireTypes;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.util.OutputTag;

/** The side outputs of the tracking operator, one for each kind of event. */
public final class SequenceOutputs {

    private static final Map<EventKind, OutputTag<SequenceEvent>> TAGS = tags();

    private SequenceOutputs() {}

    /** Where the events of a kind go. */
    public static OutputTag<SequenceEvent> of(EventKind kind) {
        return TAGS.get(kind);
    }

    private static Map<EventKind, OutputTag<SequenceEvent>> tags() {
        Map<EventKind, OutputTag<SequenceEvent>> tags = new EnumMap<>(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            tags.put(kind, new OutputTag<>(kind.word(), WireTypes.SEQUENCE_EVENT));
        }
        return tags;
    }
}
