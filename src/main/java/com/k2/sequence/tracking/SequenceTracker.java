package com.k2.sequence.tracking;

import java.math.BigDecimal;

/**
 * Judges one message after another by the last accepted number of its key. A pure function of state
 * and message; an instance holds its {@link TrackingRules} alone and may be shared by threads.
 */
public final class SequenceTracker {

    private final TrackingRules rules;

    /** The reset ratio as a fraction of two {@code long}s. */
    private final long ratioNumerator;

    private final long ratioDenominator;

    public SequenceTracker(TrackingRules rules) {
        this.rules = rules;
        BigDecimal ratio = rules.resetRatio().stripTrailingZeros();
        int scale = Math.max(ratio.scale(), 0);
        this.ratioNumerator = ratio.setScale(scale).unscaledValue().longValueExact();
        this.ratioDenominator = BigDecimal.TEN.pow(scale).longValueExact();
    }

    /**
     * Judges a message.
     *
     * @param last what is remembered of its key; null where nothing is
     * @param sequence its sequence number, from 0 to {@link Long#MAX_VALUE}
     * @param timestamp its time, in nanoseconds since 1970-01-01T00:00:00Z
     * @throws IllegalArgumentException if the number is negative
     */
    public SequenceTransition track(SequenceState last, long sequence, long timestamp) {
        if (sequence < 0) {
            throw new IllegalArgumentException(
                    "a sequence number is never negative, not " + sequence);
        }
        if (last == null) {
            return new SequenceTransition(
                    SequenceVerdict.NOTHING_EXPECTED, new SequenceState(sequence, timestamp, 0, 0));
        }
        long lastSequence = last.lastSequence();
        if (sequence > lastSequence) {
            return advance(last, sequence, timestamp);
        }
        long expected = lastSequence == Long.MAX_VALUE ? SequenceVerdict.NONE : lastSequence + 1;
        if (sequence == lastSequence) {
            return unchanged(last, VerdictType.DUPLICATE, expected);
        }
        if (isReset(lastSequence, sequence)) {
            return new SequenceTransition(
                    SequenceVerdict.of(VerdictType.RESET, expected),
                    new SequenceState(sequence, timestamp, 0, next(last.resetCount())));
        }
        return unchanged(last, VerdictType.OUT_OF_ORDER, expected);
    }

    private SequenceTransition advance(SequenceState last, long sequence, long timestamp) {
        long expected = last.lastSequence() + 1;
        if (sequence == expected) {
            return new SequenceTransition(
                    SequenceVerdict.of(VerdictType.NORMAL, expected),
                    new SequenceState(sequence, timestamp, last.gapCount(), last.resetCount()));
        }
        long missing = sequence - expected;
        return new SequenceTransition(
                new SequenceVerdict(VerdictType.GAP, expected, missing, severityOf(missing)),
                new SequenceState(sequence, timestamp, next(last.gapCount()), last.resetCount()));
    }

    private static SequenceTransition unchanged(
            SequenceState last, VerdictType type, long expected) {
        return new SequenceTransition(SequenceVerdict.of(type, expected), last);
    }

    /**
     * Whether {@code sequence < last × ratio}, exactly: both sides are multiplied by the ratio's
     * denominator and compared in 128 bits, since the products may be past {@code long}.
     */
    private boolean isReset(long last, long sequence) {
        long leftHigh = Math.multiplyHigh(sequence, ratioDenominator);
        long rightHigh = Math.multiplyHigh(last, ratioNumerator);
        if (leftHigh != rightHigh) {
            return leftHigh < rightHigh;
        }
        return Long.compareUnsigned(sequence * ratioDenominator, last * ratioNumerator) < 0;
    }

    /**
     * One more, but never past {@code long}: a count may come from a store that anyone can write.
     */
    private static long next(long count) {
        return count == Long.MAX_VALUE ? count : count + 1;
    }

    private GapSeverity severityOf(long missing) {
        if (missing >= rules.haltThreshold()) {
            return GapSeverity.HALT;
        }
        if (missing >= rules.alertThreshold()) {
            return GapSeverity.ALERT;
        }
        return missing >= rules.logThreshold() ? GapSeverity.LOG : GapSeverity.MINOR;
    }
}
