package com.k2.sequence.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
                        "--keys",
                        "1000",
                        "--faults",
                        "10",
                        "--task-managers",
                        "2");
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        ChaosReport report =
                new ChaosRun(options, new PrintStream(log, true, StandardCharsets.UTF_8)).run();

        String story = log.toString(StandardCharsets.UTF_8) + report.text();
        assertThat(report.differences()).as(story).isEmpty();
        assertThat(report.isRight()).as(story).isTrue();
        assertThat(Arrays.stream(FaultKind.values()).filter(FaultKind::keepsExactlyOnce))
                .as(story)
                .allSatisfy(kind -> assertThat(report.faults().count(kind)).isPositive());
    }
}
