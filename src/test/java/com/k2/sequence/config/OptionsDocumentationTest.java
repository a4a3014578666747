package com.k2.sequence.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.option.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the table of docs/options.md equal to the options that are declared. */
class OptionsDocumentationTest {

    private static final Path DOCUMENT = Path.of("docs", "options.md");

    @Test
    void listsEveryOptionAsItIsDeclared() throws IOException {
        List<String> documented =
                Files.readAllLines(DOCUMENT).stream()
                        .dropWhile(line -> !line.equals("# Options"))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("| `"))
                        .toList();
        List<String> declared =
                AllOptions.all().stream().map(OptionsDocumentationTest::row).toList();

        assertThat(documented)
                .as("rows of the table of docs/options.md; put these: %n%s", rows(declared))
                .isEqualTo(declared);
    }

    private static String row(Option<?> option) {
        String defaultValue = option.defaultText();
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        option.key(),
                        option.type().name().replace("|", "or").replace("  ", " "),
                        defaultValue == null ? "–" : '`' + defaultValue + '`',
                        option.description().replace("<", "&lt;").replace(">", "&gt;"));
    }

    private static String rows(List<String> rows) {
        return String.join(System.lineSeparator(), rows);
    }
}
