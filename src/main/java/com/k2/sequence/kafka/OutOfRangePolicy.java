package com.k2.sequence.kafka;

/** What a source does where the offset it is to read next is not in the partition's log. */
public enum OutOfRangePolicy {
    /** The job fails and says what to change. */
    FAIL,
    /** It goes on at the first offset of the log. */
    EARLIEST,
    /** It goes on at the end of the log. */
    LATEST
}
