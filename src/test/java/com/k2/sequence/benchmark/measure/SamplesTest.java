package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void hasTheMiddleAndTheRangeOfUnsortedRounds() {
        Samples samples = Samples.of(3, 1, 2);

        assertThat(samples.median()).isEqualTo(2);
        assertThat(samples.min()).isEqualTo(1);
        assertThat(samples.max()).isEqualTo(3);
        assertThat(samples.rounds()).containsExactly(3, 1, 2);
        assertThat(samples.toString(1)).isEqualTo("2.0 (1.0–3.0)");
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Samples.of(4, 1, 2, 9).median()).isEqualTo(3);
    }

    @Test
    void dividesRoundByRound() {
        // Both were slow in the second round: the ratio does not show it.
        assertThat(Samples.of(10, 5, 12).dividedBy(Samples.of(5, 2.5, 6)).rounds())
                .containsExactly(2, 2, 2);
    }

    @Test
    void comparesOnlyAsManyRounds() {
        Samples one = Samples.of(1);
        Samples two = Samples.of(1, 2);

        assertThatThrownBy(() -> one.dividedBy(two)).hasMessageContaining("1 and 2");
    }
}
