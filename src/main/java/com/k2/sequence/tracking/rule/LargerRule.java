package com.k2.sequence.tracking.rule;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.io.Serializable;
import java.util.Objects;

/**
 * What a feed asks for beyond the default rule.
 *
 * @param cycle where the numbers wrap; null where they don't
 * @param heartbeat what the number of a heartbeat means, never null
 * @param firstNumber what a series or an epoch begins with, from 0: a higher first number is a gap;
 *     {@link SequenceNumbers#NO_NUMBER} where any will do
 * @param duplicatesExpected whether the feed lawfully repeats its last number
 * @param resets what else starts a series again, never null
 * @param gapMemory how many missing intervals a series remembers, from 0 to {@link #MAX_GAP_MEMORY}
 * @param unknownGapSeverity of a gap whose size can't be known, never null
 */
public record LargerRule(
        NumberCycle cycle,
        HeartbeatNumber heartbeat,
        long firstNumber,
        boolean duplicatesExpected,
        ResetRule resets,
        int gapMemory,
        GapSeverity unknownGapSeverity)
        implements Serializable {

    /** Most intervals that a series may remember. */
    public static final int MAX_GAP_MEMORY = 1024;

    /** Of a feed that asks for nothing but a scheme or kinds of messages. */
    public static final LargerRule DEFAULT =
            new LargerRule(
                    null,
                    HeartbeatNumber.NONE,
                    SequenceNumbers.NO_NUMBER,
                    false,
                    ResetRule.NONE,
                    0,
                    GapSeverity.ALERT);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public LargerRule {
        Objects.requireNonNull(heartbeat, "heartbeat");
        Objects.requireNonNull(resets, "resets");
        Objects.requireNonNull(unknownGapSeverity, "unknownGapSeverity");
        if (gapMemory < 0 || gapMemory > MAX_GAP_MEMORY) {
            throw new IllegalArgumentException(
                    "gap memory must be from 0 to " + MAX_GAP_MEMORY + ", not " + gapMemory);
        }
        if (firstNumber < SequenceNumbers.NO_NUMBER
                || cycle != null && firstNumber >= 0 && !cycle.contains(firstNumber)) {
            throw new IllegalArgumentException(
                    "the first number must be one that can occur, not " + firstNumber);
        }
    }
}
