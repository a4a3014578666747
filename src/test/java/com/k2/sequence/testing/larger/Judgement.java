package com.k2.sequence.testing.larger;

import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.ResetCause;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.math.BigInteger;

/**
 * What the reader says of a message.
 *
 * @param expected null where no number was expected
 * @param gapSize null where nobody knows it, and on anything but a GAP
 * @param severity null on anything but a GAP
 * @param cause null on anything but a RESET
 * @param expectedDuplicate whether a DUPLICATE is one that the feed may send
 * @param staleEpoch whether an OUT_OF_ORDER message is of an earlier epoch
 * @param heartbeat whether the message was a heartbeat that took no number
 * @param comesNext what a heartbeat that reveals something says comes next; null on anything else
 * @param missing how many numbers it reveals as missing; 0 where nobody knows
 * @param missingRanges these numbers, or a link of a chain; null where there are none
 * @param filled missing numbers that it brings; in a chain: gaps that it makes smaller
 * @param skipped missing numbers that it says will not come
 * @param fills the places where the gaps that it fills were revealed, oldest first; null for none
 */
public record Judgement(
        VerdictType type,
        BigInteger expected,
        BigInteger gapSize,
        GapSeverity severity,
        ResetCause cause,
        boolean expectedDuplicate,
        boolean staleEpoch,
        boolean heartbeat,
        BigInteger comesNext,
        BigInteger missing,
        String missingRanges,
        BigInteger filled,
        BigInteger skipped,
        String fills) {

    /** While it is being made. */
    static final class Draft {

        VerdictType type = VerdictType.NORMAL;
        BigInteger expected;
        BigInteger gapSize;
        GapSeverity severity;
        ResetCause cause;
        boolean expectedDuplicate;
        boolean staleEpoch;
        boolean heartbeat;
        BigInteger comesNext;
        BigInteger missing = BigInteger.ZERO;
        String missingRanges;
        BigInteger filled = BigInteger.ZERO;
        BigInteger skipped = BigInteger.ZERO;
        String fills;

        Judgement done() {
            return new Judgement(
                    type,
                    expected,
                    gapSize,
                    severity,
                    cause,
                    expectedDuplicate,
                    staleEpoch,
                    heartbeat,
                    comesNext,
                    missing,
                    missingRanges,
                    filled,
                    skipped,
                    fills);
        }
    }
}
