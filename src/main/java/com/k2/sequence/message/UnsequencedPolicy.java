package com.k2.sequence.message;

/** What becomes of a readable message that lacks the sequence field. */
public enum UnsequencedPolicy {
    /** It goes to the sequenced topic unchecked. */
    PASS,
    /** It is counted and forgotten. */
    DROP,
    /** It is a dead letter, {@link DeadLetter.Reason#MISSING_FIELD}. */
    DEAD_LETTER
}
