package com.k2.sequence.tracking.rule;

import com.k2.sequence.tracking.verdict.GapSeverity;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * How the messages of one source are judged. Sources that a series has messages of must have equal
 * rules.
 *
 * @param scheme how the source numbers its messages
 * @param resetRatio a number below {@code last × resetRatio} is a reset; from 0 (never) to 1 (every
 *     number below the last), at most 18 decimal places, so that the comparison is exact
 * @param logThreshold missing messages from which a gap is {@link GapSeverity#LOG}, at least 1
 * @param alertThreshold from which it is {@link GapSeverity#ALERT}, not below {@code logThreshold}
 * @param haltThreshold from which it is {@link GapSeverity#HALT}, not below {@code alertThreshold}
 * @param larger what the source asks for beyond that; null where it asks for nothing
 */
public record TrackingRule(
        NumberScheme scheme,
        BigDecimal resetRatio,
        long logThreshold,
        long alertThreshold,
        long haltThreshold,
        LargerRule larger)
        implements Serializable {

    /** Reset below half of the last number; LOG from 10, ALERT from 100, HALT from 1000 missing. */
    public static final TrackingRule DEFAULT =
            new TrackingRule(new BigDecimal("0.5"), 10, 100, 1000);

    /** Most decimal places of a reset ratio: its denominator still fits into a {@code long}. */
    static final int MAX_RATIO_SCALE = 18;

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public TrackingRule {
        Objects.requireNonNull(scheme, "scheme");
        // So that rules with ratios of one value are equal.
        resetRatio = resetRatio.stripTrailingZeros();
        if (resetRatio.signum() < 0 || resetRatio.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "the reset ratio must be from 0 to 1, not " + resetRatio.toPlainString());
        }
        if (resetRatio.scale() > MAX_RATIO_SCALE) {
            throw new IllegalArgumentException(
                    "the reset ratio may have at most "
                            + MAX_RATIO_SCALE
                            + " decimal places, not "
                            + resetRatio);
        }
        if (logThreshold < 1 || alertThreshold < logThreshold || haltThreshold < alertThreshold) {
            throw new IllegalArgumentException(
                    "the thresholds of gap severity must be at least 1 and must not fall from log to alert"
                            + " to halt, not "
                            + logThreshold
                            + ", "
                            + alertThreshold
                            + ", "
                            + haltThreshold);
        }
    }

    /**
     * This rule, with what a source asks for beyond the default one.
     *
     * @param whereNone what it asks for where this rule asks for nothing
     */
    public TrackingRule larger(LargerRule whereNone) {
        return larger != null
                ? this
                : new TrackingRule(
                        scheme, resetRatio, logThreshold, alertThreshold, haltThreshold, whereNone);
    }

    /** Of numbers that rise by one. */
    public TrackingRule(
            BigDecimal resetRatio, long logThreshold, long alertThreshold, long haltThreshold) {
        this(
                NumberScheme.CONTIGUOUS,
                resetRatio,
                logThreshold,
                alertThreshold,
                haltThreshold,
                null);
    }
}
