package com.k2.sequence.tracking;

/**
 * How grave a gap is, by the number of messages missing; the bounds are in {@link TrackingRule}.
 */
public enum GapSeverity {
    MINOR,
    LOG,
    ALERT,
    HALT
}
