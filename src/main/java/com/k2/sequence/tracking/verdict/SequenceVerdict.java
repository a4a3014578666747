package com.k2.sequence.tracking.verdict;

import java.io.Serializable;
import java.util.Objects;

/**
 * What the rule says of one message.
 *
 * @param type never null
 * @param expected the number that would have been {@link VerdictType#NORMAL}, or {@link #NONE}
 *     where there was none: on the first message of a key, and past {@link Long#MAX_VALUE}
 * @param gapSize messages missing before this one; at least 1 on a {@link VerdictType#GAP}, 0 where
 *     its size can't be known and on every other verdict
 * @param severity how grave a {@link VerdictType#GAP} is; null on every other verdict
 * @param detail what the larger rule says besides; null where it says nothing, and where the
 *     default rule judged
 */
public record SequenceVerdict(
        VerdictType type, long expected, long gapSize, GapSeverity severity, VerdictDetail detail)
        implements Serializable {

    /** In place of an expected number where none was expected. */
    public static final long NONE = -1;

    /** Of the first message of a key, and of one that was tracked before. */
    public static final SequenceVerdict NOTHING_EXPECTED = of(VerdictType.NORMAL, NONE);

    public SequenceVerdict {
        Objects.requireNonNull(type, "type");
        boolean gap = type == VerdictType.GAP;
        if (gapSize < 0
                || !gap && gapSize > 0
                || gap && gapSize == 0 && detail == null
                || gap != (severity != null)
                || expected < NONE) {
            throw new IllegalArgumentException(
                    "no such verdict: "
                            + type
                            + ", "
                            + expected
                            + ", "
                            + gapSize
                            + ", "
                            + severity);
        }
    }

    /** A verdict of the default rule. */
    public SequenceVerdict(VerdictType type, long expected, long gapSize, GapSeverity severity) {
        this(type, expected, gapSize, severity, null);
    }

    /** A verdict other than a gap. */
    public static SequenceVerdict of(VerdictType type, long expected) {
        return new SequenceVerdict(type, expected, 0, null);
    }

    /**
     * The kind of event that the message raises; null where it raises none, as a normal message, a
     * heartbeat or a duplicate that the feed may send.
     */
    public EventKind event() {
        return isExpectedDuplicate() ? null : EventKind.of(type);
    }

    /** Whether the message is a duplicate that the feed may send. */
    public boolean isExpectedDuplicate() {
        return detail != null && detail.expectedDuplicate();
    }

    /** Whether the message was a heartbeat, whatever it revealed. */
    public boolean isOfHeartbeat() {
        return detail != null && detail.heartbeat();
    }

    /** How many numbers the message revealed as missing, from 0. */
    public long missing() {
        return detail == null ? gapSize : detail.missing();
    }

    /** Whether a number was expected. */
    public boolean hasExpected() {
        return expected != NONE;
    }
}
