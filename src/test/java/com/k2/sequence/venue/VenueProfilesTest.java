package com.k2.sequence.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VenueProfilesTest {

    private static final Path PROFILES = Path.of("src/main/resources/venues");
    private static final Path SAMPLES = Path.of("src/test/resources/venues");

    private static final String LEAST =
            """
            description: d
            evidence: e
            tested: none
            needs: []
            helps: []
            options:
              gap-memory: 1
              no-value: true
            """;

    @Test
    void listsEveryFileAndNoOther() throws IOException {
        assertThat(VenueProfiles.names())
                .as("lines of %s, sorted", PROFILES.resolve("names.txt"))
                .isEqualTo(names(PROFILES, ".yaml"));
    }

    @Test
    void everyProfileHasASampleWithItsVerdicts() throws IOException {
        assertThat(names(SAMPLES, ".jsonl")).isEqualTo(VenueProfiles.names());
        assertThat(names(SAMPLES, ".verdicts")).isEqualTo(VenueProfiles.names());
    }

    @Test
    void valuesAreTheTextThatIsWritten() {
        VenueProfile profile = ProfileFile.read("p", LEAST);

        assertThat(profile.options()).containsEntry("gap-memory", "1");
        assertThat(profile.options()).containsEntry("no-value", "true");
        assertThat(profile.tested()).isEqualTo(VenueProfile.Tested.NONE);
    }

    @Test
    void findsNoProfileOfAnotherName() {
        assertThat(VenueProfiles.find("nobody")).isNull();
        assertThat(VenueProfiles.find("../venues/okx-books")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"description: d", "needs: []", "  gap-memory: 1", "tested: none"})
    void refusesAFileThatLacksSomething(String line) {
        String yaml = LEAST.replace(line + "\n", "").replace("  no-value: true\n", "");

        assertThatThrownBy(() -> ProfileFile.read("p", yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("venues/p.yaml");
    }

    private static List<String> names(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .sorted()
                    .toList();
        }
    }
}
