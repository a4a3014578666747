package com.k2.sequence.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The rule as a pure function, the cursor that judges in place, and a reader that shares no code
 * with them and counts without bounds: all say and remember the same.
 */
class SequenceTrackerPropertyTest {

    private static final IndependentReader.Key KEY = new IndependentReader.Key("asx", "BHP");

    /** In place of a message: a command clears the series. */
    private static final SequenceNumbers CLEAR = SequenceNumbers.of(0);

    @Property(tries = 3000)
    void cursorAndPureFunctionJudgeAsTheIndependentReaderDoes(
            @ForAll("series") List<SequenceNumbers> series, @ForAll("rules") TrackingRule rule) {
        IndependentReader reader =
                new IndependentReader(
                        rule.resetRatio().toPlainString(),
                        rule.logThreshold(),
                        rule.alertThreshold(),
                        rule.haltThreshold());
        SequenceTracker tracker = new SequenceTracker(rule);
        SequenceCursor cursor = new SequenceCursor();
        SequenceState state = null;
        for (int i = 0; i < series.size(); i++) {
            SequenceNumbers numbers = series.get(i);
            if (numbers == CLEAR) {
                reader.clear(KEY, "t/0@" + i);
                cursor.setState(null);
                state = null;
                continue;
            }
            SequenceTransition transition = tracker.track(state, numbers, i * 1_000_000_000L);
            state = transition.state();
            assertSays(
                    reader.read(
                            KEY,
                            BigInteger.valueOf(numbers.first()),
                            BigInteger.valueOf(numbers.last()),
                            Instant.ofEpochSecond(i),
                            "t/0@" + i),
                    transition.verdict());
            assertThat(cursor.judge(tracker, numbers, i * 1_000_000_000L))
                    .isEqualTo(transition.verdict());
            assertThat(cursor.state()).isEqualTo(state);
            assertThat(cursor.lastTimestamp()).isEqualTo(state.lastTimestamp());
            assertRemembers(reader.states().get(KEY), state);
        }
    }

    private static void assertSays(IndependentReader.Verdict expected, SequenceVerdict verdict) {
        assertThat(verdict.type().name()).isEqualTo(expected.type());
        assertThat(verdict.hasExpected())
                .isEqualTo(
                        expected.expected() != null && expected.expected().bitLength() < Long.SIZE);
        if (verdict.hasExpected()) {
            assertThat(BigInteger.valueOf(verdict.expected())).isEqualTo(expected.expected());
        }
        if (verdict.type() == VerdictType.GAP) {
            assertThat(BigInteger.valueOf(verdict.gapSize())).isEqualTo(expected.gapSize());
            assertThat(verdict.severity().name()).isEqualTo(expected.severity());
        }
    }

    private static void assertRemembers(IndependentReader.State expected, SequenceState state) {
        assertThat(BigInteger.valueOf(state.lastSequence())).isEqualTo(expected.lastSequence());
        assertThat(Instant.ofEpochSecond(0, state.lastTimestamp()))
                .isEqualTo(expected.lastTimestamp());
        assertThat(state.gapCount()).isEqualTo(expected.gapCount());
        assertThat(state.resetCount()).isEqualTo(expected.resetCount());
    }

    /** Numbers that stay near each other and near the bounds, so that every verdict comes up. */
    @Provide
    Arbitrary<List<SequenceNumbers>> series() {
        return Arbitraries.oneOf(
                        within(0, 40),
                        within(0, 40),
                        within(4_611_686_018_427_387_900L, 4_611_686_018_427_387_910L),
                        within(Long.MAX_VALUE - 20, Long.MAX_VALUE),
                        within(0, Long.MAX_VALUE),
                        Arbitraries.just(CLEAR))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    /** Half of them one number, half of them ranges. */
    private static Arbitrary<SequenceNumbers> within(long least, long most) {
        Arbitrary<Long> number = Arbitraries.longs().between(least, most);
        return Arbitraries.oneOf(
                number.map(SequenceNumbers::of),
                Combinators.combine(number, number)
                        .as((a, b) -> SequenceNumbers.of(Math.min(a, b), Math.max(a, b))));
    }

    @Provide
    Arbitrary<TrackingRule> rules() {
        Arbitrary<long[]> thresholds =
                Arbitraries.oneOf(
                                Arbitraries.longs().between(1, 40),
                                Arbitraries.longs().between(1, Long.MAX_VALUE))
                        .array(long[].class)
                        .ofSize(3)
                        .map(
                                each -> {
                                    long[] sorted = each.clone();
                                    Arrays.sort(sorted);
                                    return sorted;
                                });
        return Combinators.combine(ratios(), thresholds)
                .as((ratio, from) -> new TrackingRule(ratio, from[0], from[1], from[2]));
    }

    private static Arbitrary<BigDecimal> ratios() {
        return Arbitraries.oneOf(
                Arbitraries.just(new BigDecimal("0.5")),
                Arbitraries.of(BigDecimal.ZERO, BigDecimal.ONE),
                Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(18));
    }
}
