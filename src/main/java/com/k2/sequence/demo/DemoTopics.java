package com.k2.sequence.demo;

import com.k2.sequence.tracking.VerdictType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The topics of an embedded run. */
final class DemoTopics {

    static final String SEQUENCED = "market.sequenced";
    static final String DEAD_LETTERS = "market.dead-letters";
    static final String CAPTURE = "market.capture";

    /** Event topics by the only kind of event that each holds. */
    static final Map<VerdictType, String> EVENTS =
            new EnumMap<>(
                    Map.of(
                            VerdictType.GAP, "market.gaps",
                            VerdictType.RESET, "market.resets",
                            VerdictType.DUPLICATE, "market.duplicates",
                            VerdictType.OUT_OF_ORDER, "market.out-of-order"));

    private DemoTopics() {}

    static String ofExchange(String exchange) {
        return "market.ticks." + exchange;
    }

    static List<String> outputs() {
        return Stream.concat(Stream.of(SEQUENCED, DEAD_LETTERS), EVENTS.values().stream()).toList();
    }

    /** The job's options that name its output topics. */
    static Map<String, String> sinkOptions() {
        return Map.of(
                "sink.sequenced.topic", SEQUENCED,
                "sink.gaps.topic", EVENTS.get(VerdictType.GAP),
                "sink.resets.topic", EVENTS.get(VerdictType.RESET),
                "sink.duplicates.topic", EVENTS.get(VerdictType.DUPLICATE),
                "sink.out-of-order.topic", EVENTS.get(VerdictType.OUT_OF_ORDER),
                "sink.dead-letters.topic", DEAD_LETTERS);
    }
}
