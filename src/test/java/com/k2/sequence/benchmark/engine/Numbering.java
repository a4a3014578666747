package com.k2.sequence.benchmark.engine;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.NumberScheme;
import com.k2.sequence.tracking.rule.ResetRule;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.math.BigDecimal;

/** How a variant's messages are numbered, and by which rule they are judged. */
enum Numbering {
    /** One number that rises by one, by the default rule. */
    PLAIN(TrackingRule.DEFAULT),
    /** The same numbers, with gap memory. */
    MEMORY(rule(NumberScheme.CONTIGUOUS, new BigDecimal("0.5"))),
    /** Each message names the one before it. */
    CHAINED(rule(NumberScheme.CHAINED, BigDecimal.ZERO));

    private final TrackingRule rule;

    Numbering(TrackingRule rule) {
        this.rule = rule;
    }

    private static TrackingRule rule(NumberScheme scheme, BigDecimal resetRatio) {
        TrackingRule of = TrackingRule.DEFAULT;
        return new TrackingRule(
                scheme,
                resetRatio,
                of.logThreshold(),
                of.alertThreshold(),
                of.haltThreshold(),
                new LargerRule(
                        null,
                        HeartbeatNumber.NONE,
                        SequenceNumbers.NO_NUMBER,
                        false,
                        ResetRule.NONE,
                        64,
                        GapSeverity.ALERT));
    }

    TrackingRule rule() {
        return rule;
    }

    /** The scheme's name in options. */
    String scheme() {
        return this == CHAINED ? "chained" : "contiguous";
    }
}
