package com.k2.sequence.tracking.numbers;

import com.k2.sequence.tracking.rule.HeartbeatNumber;

/**
 * What a message is to its series. A message that is several is the one that stands first here, but
 * for {@link #DATA}.
 */
public enum MessageKind {
    /** It counts, by the scheme of its feed. */
    DATA,
    /** The series starts again, at this message's number or at the next number that it names. */
    RESET_MARK,
    /** Numbers that will not come, up to the next number that it names: they are not lost. */
    SKIP_MARK,
    /** Says what is, whatever came before: the series goes on from its number. */
    SNAPSHOT,
    /** Says that the feed lives; its number is read as {@link HeartbeatNumber} says. */
    HEARTBEAT
}
