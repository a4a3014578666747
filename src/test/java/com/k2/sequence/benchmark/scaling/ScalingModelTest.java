package com.k2.sequence.benchmark.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.k2.sequence.config.TrackingOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingModelTest {

    private static final Inputs STANDARD = Inputs.standard();

    /** Figures that are counted with by hand; they stay when a default is measured again. */
    private static final Inputs BY_HAND =
            STANDARD.with(Input.MESSAGE_BYTES, 209)
                    .with(Input.HEADER_BYTES, 90)
                    .with(Input.DECODE_MICROS, 2.4)
                    .with(Input.TRACK_MICROS, 0.84)
                    .with(Input.SINK_MICROS, 4.8)
                    .with(Input.HEAP_BYTES_PER_KEY, 400)
                    .with(Input.STATE_BYTES_PER_KEY, 101)
                    .with(Input.GATHER_SECONDS, 1)
                    .with(Input.UPDATE_MICROS_1, 17)
                    .with(Input.UPDATE_MICROS_10, 11)
                    .with(Input.UPDATE_MICROS_100, 9);

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
    void tenMillionMessagesCountedByHand() {
        Plan plan = ScalingModel.plan(BY_HAND.with(Input.MESSAGES, 1e7));
        assertThat(plan.jobs()).isOne();
        // 10^7 × (2.4 + 0.84 + 4.8) µs = 80.4 cores, and 0.6 of each is used
        assertThat(plan.subtasks()).isEqualTo(134);
        // 10 MB/s / 209 bytes = 47,847 messages/s of a partition
        assertThat(plan.partitions()).isEqualTo(209);
        // 134 / 16, rounded up
        assertThat(plan.taskManagers()).isEqualTo(9);
        // 16 slots × (3 × 134 + 9) buffers × 32 KiB
        assertThat(plan.networkGibibytes()).isCloseTo(0.20, within(0.005));
        // with 16 slots of 1 GiB; the state is 10,000 × 400 bytes over nine machines
        assertThat(plan.taskManagerGibibytes()).isCloseTo(16.2, within(0.05));
        // 10^7 × 3 copies × (209 + 209 + 90) bytes: 7.3 times the feed
        assertThat(plan.brokerGigabytes()).isCloseTo(15.24, within(1e-9));
        assertThat(plan.brokerGigabytes() / (1e7 * 209 / 1e9)).isCloseTo(7.3, within(0.01));
        // 15.24 GB/s / (0.6 × 1 GB/s of a disk) = 25.4
        assertThat(plan.brokers()).isEqualTo(26);
        // 15.24 GB/s × 3,600 s
        assertThat(plan.diskTerabytes()).isCloseTo(54.9, within(0.05));
        // each of 10,000 symbols once in a second
        assertThat(plan.redisUpdates()).isEqualTo(10_000);
        // 75 keys a subtask: 10,000 × 11 µs = 0.11 s of a core
        assertThat(plan.redisShards()).isOne();
        assertThat(plan.waitSeconds()).isCloseTo(0.11, within(1e-9));
        assertThat(plan.checkpointBytes()).isEqualTo(1_010_000);
        // 134 × 209 / 10 s
        assertThat(plan.markers()).isCloseTo(2_801, within(0.5));
        // 552 cores (134, 26 × 16, 1 Redis, 1 JobManager) × 0.04, 1,810 GiB × 0.005, 54.9 TB × 0.11
        assertThat(plan.cost()).isCloseTo(22.08 + 9.05 + 6.04, within(0.02));
    }

    @Test
    void updatesGatherForTheJobsMaxLagUnlessToldOtherwise() {
        assertThat(STANDARD.get(Input.GATHER_SECONDS) * 1e3)
                .isEqualTo(TrackingOptions.MAX_LAG.defaultValue().toMillis());
    }

    @Test
    void redisMustTakeEachSymbolOnceInTheLagHoweverManyMessages() {
        Plan few = ScalingModel.plan(BY_HAND.with(Input.MESSAGES, 1_000));
        Plan some = ScalingModel.plan(BY_HAND.with(Input.MESSAGES, 1e6));
        Plan many = ScalingModel.plan(BY_HAND.with(Input.MESSAGES, 1e8));
        assertThat(few.redisUpdates()).isEqualTo(1_000);
        assertThat(many.redisUpdates()).isEqualTo(some.redisUpdates()).isEqualTo(10_000);
        Plan soon = ScalingModel.plan(BY_HAND.with(Input.GATHER_SECONDS, 0.1));
        assertThat(soon.redisUpdates()).isEqualTo(100_000);
    }

    @Test
    void aJobHasOneRedisUnlessItKnowsACluster() {
        Inputs manySymbols = BY_HAND.with(Input.MESSAGES, 1e7).with(Input.SYMBOLS, 1_000_000);
        // 10^6 updates/s × 17 µs / 0.6
        Plan cluster = ScalingModel.plan(manySymbols.with(Input.REDIS_CLUSTER, 1));
        assertThat(cluster.redisShards()).isEqualTo(29);
        assertThat(cluster.jobs()).isOne();
        Plan plan = ScalingModel.plan(manySymbols);
        assertThat(plan.jobs()).isEqualTo(16);
        assertThat(plan.redisShards()).isEqualTo(16);
    }

    @Test
    void aCheckpointWaitsForWhatHasGatheredAndLimitsWhereItMustNotTakeSoLong() {
        Inputs inputs =
                BY_HAND.with(Input.MESSAGES, 1e6)
                        .with(Input.SYMBOLS, 1e6)
                        .with(Input.REDIS_CLUSTER, 1);
        // 10^6 × 17 µs on 29 shards
        assertThat(ScalingModel.plan(inputs).waitSeconds()).isCloseTo(17.0 / 29, within(1e-9));
        Plan prompt = ScalingModel.plan(inputs.with(Input.CHECKPOINT_WAIT_SECONDS, 0.1));
        assertThat(prompt.redisShards()).isEqualTo(170);
        assertThat(prompt.waitSeconds()).isCloseTo(0.1, within(1e-9));
        assertThat(broken(inputs)).contains("one Redis, updates");
        assertThat(broken(inputs)).contains("one Redis, a checkpoint's wait");
        assertThat(broken(inputs.with(Input.CHECKPOINT_SECONDS, 20)))
                .doesNotContain("one Redis, a checkpoint's wait");
    }

    private static List<String> broken(Inputs inputs) {
        return ScalingModel.limits(inputs).stream()
                .filter(Limit::isBroken)
                .map(Limit::name)
                .toList();
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
        String text = ScalingPlan.text(BY_HAND, 1e6, 1e8);
        assertThat(text)
                .contains("| 100,000,000 |")
                .containsSubsequence(
                        "one partition", "one core", "one TaskManager", "one JobManager")
                .contains("| TaskManagers ")
                .contains("what is done")
                .contains(" 48,000 |"); // one partition: 10 MB/s / 209 bytes = 47,847
    }
}
