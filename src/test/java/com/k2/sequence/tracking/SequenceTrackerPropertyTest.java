package com.k2.sequence.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.IndependentReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The rule against a reader that shares no code with it and counts without bounds. */
class SequenceTrackerPropertyTest {

    private static final IndependentReader.Key KEY = new IndependentReader.Key("asx", "BHP");

    @Property(tries = 2000)
    void judgesAsTheIndependentReaderDoes(
            @ForAll("series") List<Long> series, @ForAll("ratios") BigDecimal ratio) {
        IndependentReader reader = new IndependentReader(ratio.toPlainString(), 10, 100, 1000);
        SequenceTracker tracker = new SequenceTracker(new TrackingRules(ratio, 10, 100, 1000));
        SequenceState state = null;
        for (int i = 0; i < series.size(); i++) {
            Instant time = Instant.ofEpochSecond(i);
            IndependentReader.Verdict expected =
                    reader.read(KEY, BigInteger.valueOf(series.get(i)), time, "t/0@" + i);
            SequenceTransition transition = tracker.track(state, series.get(i), i * 1_000_000_000L);
            state = transition.state();

            SequenceVerdict verdict = transition.verdict();
            assertThat(verdict.type().name()).isEqualTo(expected.type());
            assertThat(verdict.hasExpected())
                    .isEqualTo(
                            expected.expected() != null
                                    && expected.expected().bitLength() < Long.SIZE);
            if (verdict.hasExpected()) {
                assertThat(BigInteger.valueOf(verdict.expected())).isEqualTo(expected.expected());
            }
            if (verdict.type() == VerdictType.GAP) {
                assertThat(BigInteger.valueOf(verdict.gapSize())).isEqualTo(expected.gapSize());
                assertThat(verdict.severity().name()).isEqualTo(expected.severity());
            }
        }
        assertEndsAs(reader.states().get(KEY), state);
    }

    private static void assertEndsAs(IndependentReader.State expected, SequenceState state) {
        assertThat(BigInteger.valueOf(state.lastSequence())).isEqualTo(expected.lastSequence());
        assertThat(Instant.ofEpochSecond(0, state.lastTimestamp()))
                .isEqualTo(expected.lastTimestamp());
        assertThat(state.gapCount()).isEqualTo(expected.gapCount());
        assertThat(state.resetCount()).isEqualTo(expected.resetCount());
    }

    /** Numbers that stay near each other and near the bounds, so that every verdict comes up. */
    @Provide
    Arbitrary<List<Long>> series() {
        Arbitrary<Long> small = Arbitraries.longs().between(0, 40);
        Arbitrary<Long> middle =
                Arbitraries.longs().between(4_611_686_018_427_387_900L, 4_611_686_018_427_387_910L);
        Arbitrary<Long> large = Arbitraries.longs().between(Long.MAX_VALUE - 20, Long.MAX_VALUE);
        Arbitrary<Long> any = Arbitraries.longs().greaterOrEqual(0);
        return Arbitraries.oneOf(small, small, middle, large, any)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<BigDecimal> ratios() {
        return Arbitraries.oneOf(
                Arbitraries.just(new BigDecimal("0.5")),
                Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(18));
    }
}
