package com.k2.sequence.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoArgumentsTest {

    @TempDir Path folder;

    @Test
    void feedsAMinuteByDefault() {
        DemoOptions options = parse();
        assertThat(options.duration()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.rate()).isEqualTo(20_000);
        assertThat(options.capture()).isNull();
        assertThat(options.stay()).isFalse();
        assertThat(options.recordedTimes()).isFalse();
    }

    @Test
    void readsEveryOptionOfAGeneratedFeed() {
        DemoOptions options =
                parse(
                        "--rate",
                        "max",
                        "--messages",
                        "1_000_000",
                        "--exchanges",
                        "2",
                        "--symbols",
                        "10",
                        "--faults=0.5",
                        "--seed",
                        "-7",
                        "--parallelism",
                        "4",
                        "--timestamps",
                        "recorded",
                        "--stay");
        assertThat(options)
                .isEqualTo(
                        new DemoOptions(
                                -7,
                                2,
                                10,
                                0.5,
                                Double.POSITIVE_INFINITY,
                                null,
                                1_000_000,
                                4,
                                null,
                                true,
                                true,
                                Map.of()));
    }

    @Test
    void readsDurations() {
        assertThat(parse("--duration", "5 min").duration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(parse("--duration", "forever").duration()).isNull();
    }

    @Test
    void readsACaptureWithTheJobsOwnOptions() throws IOException {
        Path capture = Files.createFile(folder.resolve("a.jsonl"));
        DemoOptions options =
                parse(
                        "--capture",
                        capture.toString(),
                        "--source.spot.exchange",
                        "BINANCE",
                        "--source.spot.symbol-field=/data/s",
                        "--source.spot.sequence-field",
                        "/data/t");
        assertThat(options.capture()).isEqualTo(capture);
        assertThat(options.rate()).isInfinite();
        assertThat(options.duration()).isNull();
        assertThat(options.jobOptions())
                .containsEntry("source.spot.symbol-field", "/data/s")
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--colour red                      | --colour",
                "rate                              | 'rate' is not an option",
                "--rate                            | --rate needs a value",
                "--rate fast                       | --rate must be a number from 1",
                "--rate 0                          | --rate must be a number from 1",
                "--rate 1 --rate 2                 | given twice",
                "--faults 1.5                      | from 0 to 1",
                "--faults NaN                      | from 0 to 1",
                "--duration soon                   | '90 s'",
                "--duration 0s                     | '90 s'",
                "--duration 1s --messages 1        | not both",
                "--duration 999999999999d          | '90 s'",
                "--duration 9999999999d            | '90 s'",
                "--timestamps then                 | --timestamps must be now or recorded, not 'then'",
                "--exchanges 5 --symbols 4         | --symbols must be a number from 5",
                "--source.a.exchange x             | needs --capture",
                "--capture /no/such/file --source.a.exchange x --source.a.symbol y --source.a.sequence-field /s | /no/such/file",
                "--capture pom.xml --seed 1        | not for --capture",
                "--capture pom.xml --source.a.topics x | set by this run",
                "--capture pom.xml                 | exactly one source",
                "--capture pom.xml --source.a.exchange x --source.b.symbol y | exactly one source",
                "--capture pom.xml --source.a.exchange x | --source.a.sequence-field",
                "--capture pom.xml --source.a.exchange x --source.a.symbol y --source.a.sequence-field /s --source.a.unsequenced ignore | --source.a.unsequenced: 'ignore' must be pass or drop or dead-letter",
                "--capture pom.xml --source.a.exchange x --source.a.symbol y --source.a.sequence-field seq | it must be a JSON Pointer",
                "--capture pom.xml --source.a.exchange x --source.a.symbol y --source.a.sequence-field /s --source.a.colour red | source.a.colour",
                "--capture pom.xml --source.a.exchange x --source.a.symbol y --source.a.symbol-field /a --source.a.sequence-field /s | --source.a.symbol",
                "--capture pom.xml --source.a.exchange x --source.a.symbol y --source.a.sequence-field /s --source.a.format avro | --source.a.format must be json",
                "--capture pom.xml --source.a.exchange x --source.a.symbol y --source.a.sequence-field /s --source.a.format xml | --source.a.format: 'xml' must be json or avro",
            })
    void refusesWrongOptionsWithAReason(String arguments, String reason) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(DemoArguments.asksForHelp(new String[] {"--rate", "1", "--help"})).isTrue();
        assertThat(DemoArguments.USAGE)
                .contains(
                        "--rate",
                        "--duration",
                        "--messages",
                        "--exchanges",
                        "--symbols",
                        "--faults",
                        "--seed",
                        "--capture",
                        "--source.NAME.",
                        "--parallelism",
                        "--stay");
    }

    private static DemoOptions parse(String... arguments) {
        return DemoArguments.parse(arguments);
    }
}
