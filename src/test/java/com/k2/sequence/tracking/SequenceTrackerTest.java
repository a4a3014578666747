package com.k2.sequence.tracking;

import static com.k2.sequence.tracking.numbers.SequenceNumbers.of;
import static com.k2.sequence.tracking.verdict.VerdictType.DUPLICATE;
import static com.k2.sequence.tracking.verdict.VerdictType.GAP;
import static com.k2.sequence.tracking.verdict.VerdictType.NORMAL;
import static com.k2.sequence.tracking.verdict.VerdictType.OUT_OF_ORDER;
import static com.k2.sequence.tracking.verdict.VerdictType.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTrackerTest {

    private static final long BEFORE = 1_000_000_007L;
    private static final long NOW = 2_000_000_009L;

    private final SequenceTracker tracker = new SequenceTracker(TrackingRule.DEFAULT);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 4_611_686_018_427_387_904L, Long.MAX_VALUE})
    void firstMessageOfAKeyIsNormalAndNothingWasExpected(long sequence) {
        SequenceTransition transition = tracker.track(null, of(sequence), NOW);

        assertThat(transition.verdict()).isEqualTo(SequenceVerdict.NOTHING_EXPECTED);
        assertThat(transition.verdict().hasExpected()).isFalse();
        assertThat(transition.state()).isEqualTo(new SequenceState(sequence, NOW, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "1001, 1002", "9223372036854775806, 9223372036854775807"})
    void nextNumberIsNormalAndKeepsTheCounts(long last, long sequence) {
        SequenceTransition transition = tracker.track(state(last), of(sequence), NOW);

        assertThat(transition.verdict()).isEqualTo(SequenceVerdict.of(NORMAL, sequence));
        assertThat(transition.state()).isEqualTo(new SequenceState(sequence, NOW, 3, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 1005, 3, MINOR",
        "0, 2, 1, MINOR",
        "100, 110, 9, MINOR",
        "100, 111, 10, LOG",
        "100, 200, 99, LOG",
        "100, 201, 100, ALERT",
        "100, 1100, 999, ALERT",
        "100, 1101, 1000, HALT",
        "0, 9223372036854775807, 9223372036854775806, HALT",
    })
    void skippedNumbersAreAGapOfTheirSize(
            long last, long sequence, long size, GapSeverity severity) {
        SequenceTransition transition = tracker.track(state(last), of(sequence), NOW);

        assertThat(transition.verdict())
                .isEqualTo(new SequenceVerdict(GAP, last + 1, size, severity));
        assertThat(transition.state()).isEqualTo(new SequenceState(sequence, NOW, 4, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1001, Long.MAX_VALUE - 1})
    void sameNumberAgainIsADuplicateAndChangesNothing(long last) {
        SequenceState state = state(last);
        SequenceTransition transition = tracker.track(state, of(last), NOW);

        assertThat(transition.verdict()).isEqualTo(SequenceVerdict.of(DUPLICATE, last + 1));
        assertThat(transition.state()).isSameAs(state);
    }

    @Test
    void pastTheLargestNumberNothingCanBeExpected() {
        SequenceState state = state(Long.MAX_VALUE);

        assertThat(tracker.track(state, of(Long.MAX_VALUE), NOW).verdict())
                .isEqualTo(SequenceVerdict.of(DUPLICATE, SequenceVerdict.NONE));
        assertThat(tracker.track(state, of(Long.MAX_VALUE - 1), NOW).verdict())
                .isEqualTo(SequenceVerdict.of(OUT_OF_ORDER, SequenceVerdict.NONE));
        assertThat(tracker.track(state, of(1), NOW).verdict())
                .isEqualTo(SequenceVerdict.of(RESET, SequenceVerdict.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "2, 0",
        "1000, 499",
        "1001, 500",
        "9007199254740993, 4503599627370496",
        "9223372036854775807, 4611686018427387903",
        "9223372036854775807, 0",
    })
    void numberBelowHalfOfTheLastIsAReset(long last, long sequence) {
        SequenceTransition transition = tracker.track(state(last), of(sequence), NOW);

        assertThat(transition.verdict()).isEqualTo(SequenceVerdict.of(RESET, expectedAfter(last)));
        assertThat(transition.state()).isEqualTo(new SequenceState(sequence, NOW, 0, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1",
        "1000, 500",
        "1000, 999",
        "1001, 501",
        "9007199254740993, 4503599627370497",
        "9223372036854775807, 4611686018427387904",
        "9223372036854775807, 9223372036854775806",
    })
    void numberFromHalfOfTheLastIsOutOfOrderAndChangesNothing(long last, long sequence) {
        SequenceState state = state(last);
        SequenceTransition transition = tracker.track(state, of(sequence), NOW);

        assertThat(transition.verdict())
                .isEqualTo(SequenceVerdict.of(OUT_OF_ORDER, expectedAfter(last)));
        assertThat(transition.state()).isSameAs(state);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 0, OUT_OF_ORDER",
        "1, 1000, 999, RESET",
        "0.1, 1000, 99, RESET",
        "0.1, 1000, 100, OUT_OF_ORDER",
        "0.333333333333333333, 9223372036854775807, 3074457345618258602, OUT_OF_ORDER",
        "0.333333333333333333, 9223372036854775807, 3074457345618258599, RESET",
        "0.000000000000000001, 9223372036854775807, 9, RESET",
        "0.000000000000000001, 9223372036854775807, 10, OUT_OF_ORDER",
        "1.000, 9223372036854775807, 9223372036854775806, RESET",
    })
    void otherRatiosAreExactToo(String ratio, long last, long sequence, VerdictType expected) {
        SequenceTracker other =
                new SequenceTracker(new TrackingRule(new BigDecimal(ratio), 10, 100, 1000));

        assertThat(other.track(state(last), of(sequence), NOW).verdict().type())
                .isEqualTo(expected);
    }

    @Test
    void countsDoNotPassTheLargestNumber() {
        SequenceState full = new SequenceState(1000, BEFORE, Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(tracker.track(full, of(1005), NOW).state().gapCount()).isEqualTo(Long.MAX_VALUE);
        assertThat(tracker.track(full, of(5), NOW).state())
                .isEqualTo(new SequenceState(5, NOW, 0, Long.MAX_VALUE));
    }

    /** Last known 100: continuous where first ≤ 101 ≤ last. */
    @ParameterizedTest
    @CsvSource({
        "101, 105, NORMAL, 0, 105",
        "101, 101, NORMAL, 0, 101",
        "100, 101, NORMAL, 0, 101",
        "1, 9223372036854775807, NORMAL, 0, 9223372036854775807",
        "102, 105, GAP, 1, 105",
        "9223372036854775807, 9223372036854775807, GAP, 9223372036854775706,"
                + " 9223372036854775807",
        "100, 100, DUPLICATE, 0, 100",
        "1, 100, DUPLICATE, 0, 100",
        "1, 99, OUT_OF_ORDER, 0, 100",
        "1, 50, OUT_OF_ORDER, 0, 100",
        "1, 49, RESET, 0, 49",
        "0, 0, RESET, 0, 0",
    })
    void severalNumbersOfOneMessageAreJudgedAsOne(
            long first, long last, VerdictType type, long missing, long lastAfter) {
        SequenceTransition transition = tracker.track(state(100), of(first, last), NOW);

        assertThat(transition.verdict().type()).isEqualTo(type);
        assertThat(transition.verdict().expected()).isEqualTo(101);
        assertThat(transition.verdict().gapSize()).isEqualTo(missing);
        assertThat(transition.state().lastSequence()).isEqualTo(lastAfter);
    }

    @Test
    void severalNumbersBeginASeriesAfterTheirLast() {
        assertThat(tracker.track(null, of(3, 7), NOW).state())
                .isEqualTo(new SequenceState(7, NOW, 0, 0));
    }

    @Test
    void refusesNumbersThatAreNegativeOrFall() {
        assertThatIllegalArgumentException().isThrownBy(() -> of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> of(7, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 10, 100, 1000",
        "1.1, 10, 100, 1000",
        "0.5, 0, 100, 1000",
        "0.5, 10, 9, 1000",
        "0.5, 10, 100, 99",
        "0.0000000000000000001, 10, 100, 1000"
    })
    void refusesRulesThatMakeNoSense(String ratio, long log, long alert, long halt) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrackingRule(new BigDecimal(ratio), log, alert, halt));
    }

    private static SequenceState state(long last) {
        return new SequenceState(last, BEFORE, 3, 5);
    }

    private static long expectedAfter(long last) {
        return last == Long.MAX_VALUE ? SequenceVerdict.NONE : last + 1;
    }
}
