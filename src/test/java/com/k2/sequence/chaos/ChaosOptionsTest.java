package com.k2.sequence.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.chaos.rig.ChaosRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChaosOptionsTest {

    @TempDir private Path directory;
    private Path jar;

    @BeforeEach
    void makeJar() throws Exception {
        jar = Files.createFile(directory.resolve("job.jar"));
    }

    @Test
    void readsWhatIsGivenAndKnowsTheRest() {
        ChaosOptions options =
                ChaosOptions.parse(
                        jar,
                        "--seed",
                        "42",
                        "--duration",
                        "90 s",
                        "--guarantee",
                        "at-least-once",
                        "--on-outage",
                        "continue",
                        "--mode",
                        "session");

        assertThat(options)
                .isEqualTo(
                        new ChaosOptions(
                                jar,
                                42,
                                Duration.ofSeconds(90),
                                2_000_000,
                                0,
                                5_000,
                                ChaosRule.MEMORY,
                                "at-least-once",
                                "continue",
                                "session",
                                3));
        assertThat(options.isExactlyOnce()).isFalse();
        assertThat(options.largestParallelism()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "--sed, 1, no option --sed",
        "seed, 1, no option seed",
        "--seed, one, --seed is a whole number",
        "--duration, soon, --duration is a time",
        "--duration, 0 s, --duration must be 1 s at least",
        "--messages, 3000000000, --messages is at most",
        "--messages, 10, --messages must be as many as --keys",
        "--keys, 0, --keys must be 1 at least",
        "--guarantee, none, --guarantee is exactly-once or at-least-once",
        "--on-outage, fail, --on-outage is stall or continue",
        "--mode, job, --mode is application or session",
        "--task-managers, 1, --task-managers must be 2 at least"
    })
    void refusesWhatIsWrong(String option, String value, String message) {
        assertThatThrownBy(() -> ChaosOptions.parse(jar, option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAnOptionWithoutValueAndAMissingJar() {
        assertThatThrownBy(() -> ChaosOptions.parse(jar, "--seed"))
                .hasMessageContaining("--seed needs a value");
        assertThatThrownBy(() -> ChaosOptions.parse(directory.resolve("other.jar")))
                .hasMessageContaining("other.jar");
    }

    @Test
    void namesEveryOptionInItsHelp() {
        assertThat(ChaosOptions.USAGE)
                .contains(ChaosOptions.names().stream().map(name -> "--" + name + ' ').toList());
    }
}
