package com.k2.sequence.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fields of a state have their names in one place: what else knows a name asks the field. */
class StateFieldNamesTest {

    private static final Path MAIN = Path.of("src", "main");
    private static final Path RULE = MAIN.resolve(Path.of("java/com/k2/sequence/tracking"));

    @Test
    void noFieldOfAStateIsNamedOutsideTheRule() throws IOException {
        List<Path> files = files();
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file);
            for (StateField field : StateFields.ALL.list()) {
                // A name of one word, such as epoch, has other uses too.
                if (!field.name().contains("_")) {
                    continue;
                }
                if (text.contains('"' + field.name() + '"')
                        || text.contains("'" + field.name() + "'")) {
                    found.add(field + " in " + file);
                }
            }
        }

        assertThat(files).hasSizeGreaterThan(200);
        assertThat(found).as("literals: use StateFields").isEmpty();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(MAIN)) {
            return all.filter(file -> file.toString().matches(".*\\.(java|lua)"))
                    .filter(file -> !file.startsWith(RULE))
                    .toList();
        }
    }
}
