package com.k2.sequence.chaos.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageOptionsTest {

    @TempDir private Path directory;
    private Path jar;

    @BeforeEach
    void makeJar() throws Exception {
        jar = Files.createFile(directory.resolve("job.jar"));
    }

    @Test
    void readsWhatIsGivenAndKnowsTheRest() {
        OutageOptions options = OutageOptions.parse(jar, "--seed", "42", "--on-outage", "continue");

        assertThat(options)
                .isEqualTo(
                        new OutageOptions(
                                jar,
                                42,
                                Duration.ofMinutes(5),
                                100_000,
                                "exactly-once",
                                "continue",
                                "stopped",
                                2));
    }

    @ParameterizedTest
    @CsvSource({
        "--duration, 10 s, --duration must be 20 s at least",
        "--keys, 1, --keys must be 2 at least",
        "--redis, slow, --redis is stopped or killed",
        "--on-outage, fail, --on-outage is stall or continue",
        "--guarantee, none, --guarantee is exactly-once or at-least-once",
        "--task-managers, 0, --task-managers must be 1 at least"
    })
    void refusesWhatIsWrong(String option, String value, String message) {
        assertThatThrownBy(() -> OutageOptions.parse(jar, option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesEveryOptionInItsHelp() {
        assertThat(OutageOptions.USAGE)
                .contains(OutageOptions.names().stream().map(name -> "--" + name + ' ').toList());
    }
}
