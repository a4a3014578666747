package com.k2.sequence.benchmark.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the tables of the scaling document equal to what the commands beside them print. */
class ScalingDocumentationTest {

    private static final Path DOCUMENT = Path.of("docs/scaling.md");
    private static final String COMMAND = "bin/benchmark plan";

    @Test
    void documentShowsPlansAndInputs() throws IOException {
        assertThat(commands())
                .contains(COMMAND, COMMAND + " --inputs")
                .anyMatch(command -> command.contains(Input.SYMBOLS.option()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void documentShowsWhatItsCommandPrints(String command) throws IOException {
        String arguments = command.substring(COMMAND.length()).strip();
        String printed =
                ScalingPlan.output(arguments.isEmpty() ? new String[0] : arguments.split("\\s+"));

        assertThat(outputIn(Files.readAllLines(DOCUMENT), command))
                .as(
                        "tables in %s under '%s'; run that command and put what it prints there:%n%s",
                        DOCUMENT, command, printed)
                .isEqualTo(printed.lines().toList());
    }

    /** Each stands in a block of its own. */
    private static List<String> commands() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith(COMMAND))
                .toList();
    }

    /** The tables that follow a command's block, with a blank line between two. */
    private static List<String> outputIn(List<String> document, String command) {
        int block = document.indexOf(command);
        List<String> following = document.subList(block + 2, document.size());
        int first =
                IntStream.range(0, following.size())
                        .filter(i -> !following.get(i).isBlank())
                        .findFirst()
                        .orElse(0);
        List<String> output =
                following.stream()
                        .skip(first)
                        .takeWhile(line -> line.isBlank() || line.startsWith("|"))
                        .toList();
        int end = output.size();
        while (end > 0 && output.get(end - 1).isBlank()) {
            end--;
        }
        return output.subList(0, end);
    }
}
