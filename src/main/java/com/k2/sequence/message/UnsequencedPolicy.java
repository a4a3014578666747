package com.k2.sequence.message;

/** What happens to a readable message without the sequence field. */
public enum UnsequencedPolicy {
    /** It goes to the sequenced topic unchecked. */
    PASS,
    /** It is counted and dropped. */
    DROP,
    /** It is a dead letter, {@link DeadLetter.Reason#MISSING_FIELD}. */
    DEAD_LETTER
}
