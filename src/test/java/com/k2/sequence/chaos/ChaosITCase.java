package com.k2.sequence.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A short chaos run: every kind of fault at least once. {@code bin/chaos} makes longer ones. */
class ChaosITCase {

    private static final Path JOB_JAR =
            Path.of(System.getProperty("job.jar", "job.jar is not set"));

    @Test
    void losesRepeatsAndMisjudgesNothingWhateverIsKilled() throws Exception {
        ChaosOptions options =
                ChaosOptions.parse(
                        JOB_JAR,
                        "--seed",
                        "7",
                        "--duration",
                        "60 s",
                        "--messages",
                        "150000",
                        "--faults",
                        "9",
                        "--keys",
                        "1000",
                        "--task-managers",
                        "2");

        ChaosReport report = new ChaosRun(options, System.out).run();

        assertThat(report.differences()).as(report.text()).isEmpty();
        assertThat(report.isRight()).as(report.text()).isTrue();
        assertThat(Arrays.stream(FaultKind.values()).filter(FaultKind::keepsExactlyOnce))
                .as(report.text())
                .allSatisfy(kind -> assertThat(report.faults().count(kind)).isPositive());
    }
}
