package com.k2.sequence.decode.field;

/** What happens to a message whose time can't be read. */
public enum InvalidTimestamp {
    /** It is a dead letter, and its number is not checked. */
    DEAD_LETTER,
    /** It is checked, with the Kafka record's time. */
    RECORD_TIME
}
