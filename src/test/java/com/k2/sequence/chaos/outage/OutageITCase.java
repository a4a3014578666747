package com.k2.sequence.chaos.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.Endurance;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Short outages under full load: what piles up is counted. {@code bin/outage} makes longer ones and
 * measures memory, too.
 */
@Endurance
class OutageITCase {

    private static final Path JOB_JAR =
            Path.of(System.getProperty("job.jar", "job.jar is not set"));

    @ParameterizedTest
    @CsvSource({"continue, stopped", "stall, stopped"})
    void boundsWhatPilesUpWhileRedisIsAway(String onOutage, String redis) throws Exception {
        OutageOptions options =
                OutageOptions.parse(
                        JOB_JAR,
                        "--seed",
                        "7",
                        "--duration",
                        "20 s",
                        "--keys",
                        "20000",
                        "--on-outage",
                        onOutage,
                        "--redis",
                        redis);
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        OutageReport report =
                new OutageRun(options, new PrintStream(log, true, StandardCharsets.UTF_8)).run();

        String story = log.toString(StandardCharsets.UTF_8) + report.text();
        assertThat(report.problems()).as(story).isEmpty();
        if (options.goesOn()) {
            assertThat(report.judgedInSecondHalf()).as(story).isPositive();
            assertThat(report.mostPending()).as(story).isPositive();
        } else {
            assertThat(report.judgedInSecondHalf()).as(story).isZero();
        }
    }
}
