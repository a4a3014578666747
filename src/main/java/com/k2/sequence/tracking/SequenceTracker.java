package com.k2.sequence.tracking;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.numbers.TrackedMessage;
import com.k2.sequence.tracking.rule.NumberScheme;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.math.BigDecimal;

/**
 * Judges one message after another by the last accepted number of its key. A pure function of state
 * and message; an instance holds its {@link TrackingRule} alone and may be shared by threads.
 *
 * <p>{@link #track} is the specification. {@link SequenceCursor} does the same in place, message
 * after message; a property test compares the two.
 */
public final class SequenceTracker {

    private final TrackingRule rule;
    private final NumberScheme scheme;

    /** Null where the rule asks for nothing of the larger one. */
    private final LargerTracker larger;

    /** The reset ratio as a fraction of two {@code long}s. */
    private final long ratioNumerator;

    private final long ratioDenominator;

    public SequenceTracker(TrackingRule rule) {
        this.rule = rule;
        this.scheme = rule.scheme();
        BigDecimal ratio = rule.resetRatio().stripTrailingZeros();
        int scale = Math.max(ratio.scale(), 0);
        this.ratioNumerator = ratio.setScale(scale).unscaledValue().longValueExact();
        this.ratioDenominator = BigDecimal.TEN.pow(scale).longValueExact();
        this.larger = rule.larger() == null ? null : new LargerTracker(this);
    }

    public TrackingRule rule() {
        return rule;
    }

    /**
     * Judges a message.
     *
     * @param last what is remembered of its key; null where nothing is
     * @param timestamp its time, in nanoseconds since 1970-01-01T00:00:00Z
     */
    public SequenceTransition track(SequenceState last, SequenceNumbers numbers, long timestamp) {
        SequenceVerdict verdict =
                judge(last == null ? NumberScheme.NOTHING_KNOWN : last.lastSequence(), numbers);
        return new SequenceTransition(verdict, after(last, verdict.type(), numbers, timestamp));
    }

    /** Judges a message, by the larger rule where this rule asks for it. */
    public SequenceTransition track(SequenceState last, TrackedMessage message) {
        if (larger == null) {
            return track(last, message, message.timestamp());
        }
        SequenceCursor cursor = new SequenceCursor();
        cursor.setState(last);
        return new SequenceTransition(larger.judge(cursor, message), cursor.state());
    }

    /** Null where the rule asks for nothing of the larger one. */
    LargerTracker larger() {
        return larger;
    }

    private static SequenceState after(
            SequenceState last, VerdictType verdict, SequenceNumbers numbers, long timestamp) {
        if (last == null) {
            return new SequenceState(numbers.last(), timestamp, 0, 0);
        }
        return switch (verdict) {
            case NORMAL ->
                    new SequenceState(
                            numbers.last(), timestamp, last.gapCount(), last.resetCount());
            case GAP ->
                    new SequenceState(
                            numbers.last(), timestamp, next(last.gapCount()), last.resetCount());
            case RESET -> new SequenceState(numbers.last(), timestamp, 0, next(last.resetCount()));
            case DUPLICATE, OUT_OF_ORDER, HEARTBEAT -> last;
        };
    }

    /**
     * The verdict on a message.
     *
     * @param last the last number of its key, or {@link NumberScheme#NOTHING_KNOWN}
     */
    SequenceVerdict judge(long last, SequenceNumbers numbers) {
        return switch (scheme.relate(
                last, numbers.first(), numbers.last(), SequenceNumbers.NO_PREVIOUS)) {
            case FIRST -> SequenceVerdict.NOTHING_EXPECTED;
            case NEXT, OVERLAP, EMPTY -> verdict(VerdictType.NORMAL, last);
            case AHEAD -> gap(last, scheme.missing(last, numbers.first()));
            case SAME -> verdict(VerdictType.DUPLICATE, last);
            // All of its numbers are below the last one; so they must be for a restart.
            case BEHIND ->
                    isReset(last, numbers.last())
                            ? verdict(VerdictType.RESET, last)
                            : verdict(VerdictType.OUT_OF_ORDER, last);
            case RESTART -> verdict(VerdictType.RESET, last);
        };
    }

    private SequenceVerdict verdict(VerdictType type, long last) {
        return SequenceVerdict.of(type, scheme.expected(last));
    }

    private SequenceVerdict gap(long last, long missing) {
        return new SequenceVerdict(
                VerdictType.GAP, scheme.expected(last), missing, severityOf(missing));
    }

    /**
     * Whether {@code number < last × ratio}, exactly: both sides are multiplied by the ratio's
     * denominator and compared in 128 bits, since the products may be past {@code long}.
     */
    boolean isReset(long last, long number) {
        long leftHigh = Math.multiplyHigh(number, ratioDenominator);
        long rightHigh = Math.multiplyHigh(last, ratioNumerator);
        if (leftHigh != rightHigh) {
            return leftHigh < rightHigh;
        }
        return Long.compareUnsigned(number * ratioDenominator, last * ratioNumerator) < 0;
    }

    /**
     * One more, but never past {@code long}: a count may come from a store that anyone can write.
     */
    static long next(long count) {
        return count == Long.MAX_VALUE ? count : count + 1;
    }

    GapSeverity severityOf(long missing) {
        if (missing >= rule.haltThreshold()) {
            return GapSeverity.HALT;
        }
        if (missing >= rule.alertThreshold()) {
            return GapSeverity.ALERT;
        }
        return missing >= rule.logThreshold() ? GapSeverity.LOG : GapSeverity.MINOR;
    }
}
