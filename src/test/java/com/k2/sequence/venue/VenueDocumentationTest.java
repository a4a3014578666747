package com.k2.sequence.venue;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.venue.VenueProfile.Companion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the table of profiles in docs/feeds.md equal to the profiles. */
class VenueDocumentationTest {

    private static final Path DOCUMENT = Path.of("docs", "feeds.md");
    private static final String HEADING = "## Venue profiles";

    @Test
    void listsEveryProfile() throws IOException {
        List<String> documented =
                Files.readAllLines(DOCUMENT).stream()
                        .dropWhile(line -> !line.equals(HEADING))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("| `"))
                        .toList();
        List<String> rows =
                VenueProfiles.names().stream()
                        .map(VenueProfiles::find)
                        .map(VenueDocumentationTest::row)
                        .toList();

        assertThat(documented)
                .as("rows of the table of %s; put these: %n%s", DOCUMENT, String.join("\n", rows))
                .isEqualTo(rows);
    }

    private static String row(VenueProfile profile) {
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        profile.name(),
                        profile.options().get("scheme"),
                        profile.tested().name().toLowerCase(Locale.ROOT),
                        profile.needs().stream()
                                .map(Companion::option)
                                .collect(Collectors.joining(", ")),
                        profile.description().replace("|", "\\|"));
    }
}
