package com.k2.sequence.benchmark.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingModelTest {

    private static final Inputs STANDARD = Inputs.standard();

    @ParameterizedTest
    @ValueSource(doubles = {1e5, 1e6, 1e7, 1e8})
    void twiceTheMessagesOfTwiceTheSymbolsTakeAtMostTwiceTheCores(double rate) {
        Inputs inputs = STANDARD.with(Input.MESSAGES, rate);
        Inputs twice =
                inputs.with(Input.MESSAGES, 2 * rate)
                        .with(Input.SYMBOLS, 2 * inputs.get(Input.SYMBOLS));
        Plan plan = ScalingModel.plan(inputs);
        Plan larger = ScalingModel.plan(twice);
        // The search for a spread that fits goes in steps of 2 %, and a part of a core is one.
        assertThat(larger.subtasks()).isLessThanOrEqualTo((int) (2.05 * plan.subtasks()) + 1);
        assertThat(larger.subtasks()).isGreaterThan(plan.subtasks());
    }

    @Test
    void moreMessagesNeverNeedLess() {
        Plan before = ScalingModel.plan(STANDARD.with(Input.MESSAGES, 1e4));
        for (double rate = 2e4; rate <= 1e8; rate *= 2) {
            Plan plan = ScalingModel.plan(STANDARD.with(Input.MESSAGES, rate));
            assertThat(plan.subtasks()).isGreaterThanOrEqualTo(before.subtasks());
            assertThat(plan.brokers()).isGreaterThanOrEqualTo(before.brokers());
            assertThat(plan.cost()).isGreaterThan(before.cost());
            before = plan;
        }
    }

    @Test
    void coresDoTheWorkThatTheMessagesMake() {
        for (double rate = 1e5; rate <= 1e8; rate *= 10) {
            Plan plan = ScalingModel.plan(STANDARD.with(Input.MESSAGES, rate));
            double work =
                    rate
                            * (STANDARD.get(Input.DECODE_MICROS)
                                    + STANDARD.get(Input.TRACK_MICROS)
                                    + STANDARD.get(Input.SINK_MICROS))
                            / 1e6;
            assertThat(work / plan.subtasks()).isLessThanOrEqualTo(STANDARD.get(Input.UTILISATION));
        }
    }

    @Test
    void aKeyThatNeedsMoreThanACoreIsRefusedWithTheReason() {
        Inputs hot = STANDARD.with(Input.HOTTEST_SHARE, 0.01);
        assertThatThrownBy(() -> ScalingModel.plan(hot))
                .isInstanceOf(InfeasibleException.class)
                .hasMessageContaining("busiest key has 1,000,000 messages/s")
                .hasMessageContaining("one subtask");
        assertThat(ScalingModel.plan(hot.with(Input.MESSAGES, 1e6)).jobs()).isOne();
    }

    @Test
    void aKeyThatNeedsMoreThanAPartitionIsRefusedWithTheReason() {
        Inputs large =
                STANDARD.with(Input.MESSAGE_BYTES, 100_000)
                        .with(Input.HOTTEST_SHARE, 0.01)
                        .with(Input.MESSAGES, 1e5);
        assertThatThrownBy(() -> ScalingModel.plan(large))
                .isInstanceOf(InfeasibleException.class)
                .hasMessageContaining("one partition");
    }

    @Test
    void redisSeesSymbolsAndNotMessages() {
        Plan some = ScalingModel.plan(STANDARD.with(Input.MESSAGES, 1e6));
        Plan many = ScalingModel.plan(STANDARD.with(Input.MESSAGES, 1e8));
        assertThat(many.redisUpdates()).isEqualTo(some.redisUpdates()).isEqualTo(50_000);
        Plan manySymbols = ScalingModel.plan(STANDARD.with(Input.SYMBOLS, 10_000_000));
        assertThat(manySymbols.redisShards()).isGreaterThan(100);
        assertThat(manySymbols.barrierSeconds())
                .isLessThanOrEqualTo(STANDARD.get(Input.BARRIER_SECONDS));
    }

    @Test
    void jobsAreCutUntilNoneBreaksWhatMachinesCannotLift() {
        Plan plan = ScalingModel.plan(STANDARD);
        assertThat(plan.jobs()).isGreaterThan(1);
        assertThat(plan.subtasks() / plan.jobs())
                .isLessThanOrEqualTo((int) STANDARD.get(Input.SUBTASKS_PER_JOB));
        assertThat(plan.networkGibibytes())
                .isLessThanOrEqualTo(STANDARD.get(Input.NETWORK_GIBIBYTES));
        assertThat(plan.markers())
                .isLessThanOrEqualTo(plan.brokers() * STANDARD.get(Input.MARKERS_PER_BROKER));
    }

    @Test
    void theFullestSubtaskHasMoreThanTheMeanAndAllKeysOnOne() {
        assertThat(KeySpread.fullest(10_000, 1)).isEqualTo(10_000);
        assertThat(KeySpread.fullest(10_000, 100)).isBetween(101, 200);
        assertThat(KeySpread.fullest(10_000, 1_000)).isBetween(15, 40);
    }

    @Test
    void optionsAreTheInputs() {
        assertThat(Inputs.parse("--messages", "5e6", "--disk-megabytes", "200").get(Input.MESSAGES))
                .isEqualTo(5e6);
        for (List<String> wrong :
                List.of(
                        List.of("--mesages", "1"),
                        List.of("--messages"),
                        List.of("--messages", "x"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Inputs.parse(wrong.toArray(String[]::new)))
                    .withMessageContaining(wrong.get(0));
        }
    }

    @Test
    void printsEveryMagnitudeWithWhatBreaks() {
        String text = ScalingPlan.text(STANDARD, 1e6, 1e8);
        assertThat(text)
                .contains("| 100,000,000 |")
                .containsSubsequence(
                        "one partition", "one core", "one TaskManager", "one JobManager")
                .contains("| TaskManagers ")
                .contains("what is done");
    }
}
