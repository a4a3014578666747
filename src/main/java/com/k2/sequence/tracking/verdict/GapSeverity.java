package com.k2.sequence.tracking.verdict;

import com.k2.sequence.tracking.rule.TrackingRule;

/**
 * How grave a gap is, by the number of messages missing; the bounds are in {@link TrackingRule}.
 */
public enum GapSeverity {
    MINOR,
    LOG,
    ALERT,
    HALT
}
