package com.k2.sequence.demo.feed;

/** The faults that the injector knows. */
public enum FaultKind {
    /** Some messages are missing before this one. */
    GAP,
    /** The series starts again, below half of where it was. */
    RESET,
    /** The newest message of a key, once more. */
    DUPLICATE,
    /** An older message of a key, once more; not so old that it would be a reset. */
    LATE_COPY,
    /** A message that can't be checked and must become a dead letter. */
    UNREADABLE,
    /** A readable message without a sequence number. */
    UNSEQUENCED
}
