package com.k2.sequence.tracking;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * The numbers the rule is set up with.
 *
 * @param resetRatio a number below {@code last × resetRatio} is a reset; from 0 (never) to 1 (every
 *     number below the last), at most 18 decimal places, so that the comparison is exact
 * @param logThreshold missing messages from which a gap is {@link GapSeverity#LOG}, at least 1
 * @param alertThreshold from which it is {@link GapSeverity#ALERT}, not below {@code logThreshold}
 * @param haltThreshold from which it is {@link GapSeverity#HALT}, not below {@code alertThreshold}
 */
public record TrackingRules(
        BigDecimal resetRatio, long logThreshold, long alertThreshold, long haltThreshold)
        implements Serializable {

    /** Reset below half of the last number; LOG from 10, ALERT from 100, HALT from 1000 missing. */
    public static final TrackingRules DEFAULT =
            new TrackingRules(new BigDecimal("0.5"), 10, 100, 1000);

    /** Most decimal places of a reset ratio: its denominator still fits into a {@code long}. */
    static final int MAX_RATIO_SCALE = 18;

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public TrackingRules {
        Objects.requireNonNull(resetRatio, "resetRatio");
        if (resetRatio.signum() < 0 || resetRatio.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "the reset ratio must be from 0 to 1, not " + resetRatio.toPlainString());
        }
        if (resetRatio.stripTrailingZeros().scale() > MAX_RATIO_SCALE) {
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
}
