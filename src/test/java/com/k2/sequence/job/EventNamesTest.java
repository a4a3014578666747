package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.config.Output;
import com.k2.sequence.config.OutputGuarantee;
import com.k2.sequence.config.SinkSettings;
import com.k2.sequence.operator.SequenceOutputs;
import com.k2.sequence.tracking.verdict.EventKind;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The names that derive from an event kind's word, as users, dashboards and open transactions know
 * them. {@link TopologyTest} holds the uids of the sinks.
 */
class EventNamesTest {

    private static final SinkSettings SINKS =
            new SinkSettings(Map.of(), OutputGuarantee.EXACTLY_ONCE, "tracker", 1);

    @Test
    void namesOfEachKindStayAsTheyWere() {
        assertThat(Arrays.stream(EventKind.values()).map(EventNamesTest::names))
                .contains(
                        List.of("GAP", "sink.gaps.topic", "gaps", "gaps", "tracker-gaps"),
                        List.of("RESET", "sink.resets.topic", "resets", "resets", "tracker-resets"),
                        List.of(
                                "DUPLICATE",
                                "sink.duplicates.topic",
                                "duplicates",
                                "duplicates",
                                "tracker-duplicates"),
                        List.of(
                                "OUT_OF_ORDER",
                                "sink.out-of-order.topic",
                                "out-of-order",
                                "out_of_order",
                                "tracker-out-of-order"));
    }

    @Test
    void namesOfTheOtherOutputsStayAsTheyWere() {
        assertThat(Output.SEQUENCED.topicOption().key()).isEqualTo("sink.sequenced.topic");
        assertThat(Output.DEAD_LETTERS.topicOption().key()).isEqualTo("sink.dead-letters.topic");
    }

    @Test
    void everyVerdictRaisesAnEventOfItsNameButNormalAndHeartbeat() {
        for (VerdictType verdict : VerdictType.values()) {
            EventKind kind = EventKind.of(verdict);
            if (verdict == VerdictType.NORMAL || verdict == VerdictType.HEARTBEAT) {
                assertThat(kind).isNull();
            } else {
                assertThat(kind.name()).isEqualTo(verdict.name());
            }
        }
    }

    private static List<String> names(EventKind kind) {
        return List.of(
                kind.name(),
                Output.of(kind).topicOption().key(),
                SequenceOutputs.of(kind).getId(),
                kind.metricName(),
                SINKS.transactionalIdPrefixOf(Output.of(kind).word()));
    }
}
