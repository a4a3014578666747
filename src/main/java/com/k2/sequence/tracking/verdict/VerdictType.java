package com.k2.sequence.tracking.verdict;

/** What a message's sequence number means after those before it. */
public enum VerdictType {
    /** The number that was expected, or the first of its key. */
    NORMAL,
    /** At least one number was skipped. */
    GAP,
    /** The series starts again far below where it was. */
    RESET,
    /** The number that was accepted last, once more. */
    DUPLICATE,
    /** A number from before the last accepted one. */
    OUT_OF_ORDER,
    /** A sign of life that is not a message and reveals nothing. */
    HEARTBEAT
}
