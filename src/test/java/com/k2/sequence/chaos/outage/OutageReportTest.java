package com.k2.sequence.chaos.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.chaos.account.Comparison;
import com.k2.sequence.chaos.outage.OutageSample.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageReportTest {

    private static final int SECONDS = 60;
    private static final Comparison ALL_RIGHT = new Comparison(1_000, 0, true, List.of());

    @TempDir private Path directory;
    private OutageOptions options;

    @BeforeEach
    void makeOptions() throws Exception {
        Path jar = Files.createFile(directory.resolve("job.jar"));
        options = OutageOptions.parse(jar, "--keys", "1000", "--task-managers", "1");
    }

    @Test
    void acceptsAHeapThatGrowsWithTheKeysAtFirstAndThenVaries() {
        OutageReport report =
                report(megabytes(at -> Math.min(100, 50 + 2 * at) + 6 * (at % 2)), 10, 10);

        assertThat(report.problems()).isEmpty();
        assertThat(report.growth()).isEmpty();
        assertThat(report.judgedInSecondHalf()).isEqualTo(2_900);
    }

    @Test
    void refusesAHeapThatStillGrowsInTheSecondHalf() {
        OutageReport report = report(megabytes(at -> 50 + at), 10, 10);

        assertThat(report.growth()).hasSize(1);
        assertThat(report.growth().get(0))
                .contains("TaskManager 0 grew by 15.0 MB", "8.0 MB are allowed");
    }

    @Test
    void refusesMoreWaitingMessagesAndPendingUpdatesThanThereMayBe() {
        assertThat(report(megabytes(at -> 50), 10_000, 2_000).problems()).isEmpty();
        assertThat(report(megabytes(at -> 50), 10_001, 2_001).problems())
                .containsExactly(
                        "10001 waiting messages, at most 10000 are allowed",
                        "2001 pending updates, at most 2000 are allowed");
    }

    @Test
    void refusesRestartsProcessesOutOfMemoryAndDifferences() {
        Comparison lost =
                new Comparison(
                        1_000,
                        0,
                        true,
                        List.of(
                                new Comparison.Result(
                                        "gaps", 2, 1, 0, 1, 0, List.of("missing: message 7"))));

        OutageReport report =
                new OutageReport(
                        options,
                        samples(megabytes(at -> 50), 10, 10),
                        384L << 20,
                        1,
                        List.of("taskmanager-0.log"),
                        lost);

        assertThat(report.problems())
                .containsExactly(
                        "the job was started again 1 times",
                        "taskmanager-0.log ran out of memory",
                        "missing: message 7");
    }

    private OutageReport report(DoubleUnaryOperator liveHeap, long waiting, long pending) {
        return new OutageReport(
                options, samples(liveHeap, waiting, pending), 384L << 20, 0, List.of(), ALL_RIGHT);
    }

    private static DoubleUnaryOperator megabytes(DoubleUnaryOperator megabytes) {
        return at -> megabytes.applyAsDouble(at) * (1 << 20);
    }

    /** A sample a second of an outage, at 100 messages a second. */
    private static List<OutageSample> samples(
            DoubleUnaryOperator liveHeap, long waiting, long pending) {
        List<OutageSample> samples = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            samples.add(
                    new OutageSample(
                            Phase.AWAY,
                            second,
                            new JobGauges.Numbers(100L * second, 100L * second, waiting, pending),
                            new JobGauges.Checkpoints(1, 1),
                            List.of((long) liveHeap.applyAsDouble(second)),
                            List.of(0L)));
        }
        return samples;
    }
}
