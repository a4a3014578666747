package com.k2.sequence.chaos.rig;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.ResetRule;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.util.Locale;
import java.util.Map;

/** By which rule the feed of a chaos run is judged. */
public enum ChaosRule {
    /** The default one. */
    DEFAULT(Map.of()),
    /** With gap memory: late messages fill gaps, and a run of lower ones is a restart. */
    MEMORY(Map.of("source.ticks.gap-memory", "16", "source.ticks.reset-run", "8"));

    private static final LargerRule REMEMBERING =
            new LargerRule(
                    null,
                    HeartbeatNumber.NONE,
                    SequenceNumbers.NO_NUMBER,
                    false,
                    new ResetRule(SequenceNumbers.NO_NUMBER, 8, null),
                    16,
                    GapSeverity.ALERT);

    private final Map<String, String> options;

    ChaosRule(Map<String, String> options) {
        this.options = options;
    }

    /** The rule with this name in lower case. */
    public static ChaosRule named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** What the job's source asks for. */
    Map<String, String> options() {
        return options;
    }

    /** As the job must read these options. */
    public TrackingRule trackingRule() {
        return this == DEFAULT ? TrackingRule.DEFAULT : TrackingRule.DEFAULT.larger(REMEMBERING);
    }
}
