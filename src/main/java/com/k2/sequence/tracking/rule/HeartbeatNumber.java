package com.k2.sequence.tracking.rule;

/** What the number of a heartbeat means. */
public enum HeartbeatNumber {
    /** The number that the next message will have. */
    NEXT,
    /** The last number that was sent. */
    LAST,
    /** A number of its own, as a message has one. */
    TAKES,
    /** Nothing. */
    NONE
}
