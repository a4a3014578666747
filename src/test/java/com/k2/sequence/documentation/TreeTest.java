package com.k2.sequence.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tree that CONTRIBUTING.md draws is that of the directories. */
class TreeTest {

    private static final Pattern FOLDERS = Pattern.compile("(?:[a-z]+/)+(?= |\\R)");

    @Test
    void namesEachPackageAndNoOther() throws IOException {
        String text = Files.readString(Path.of("CONTRIBUTING.md"));
        for (String root :
                new String[] {"src/main/java/com/k2/sequence/", "src/test/java/com/k2/sequence/"}) {
            assertThat(drawnUnder(root, text)).as(root).isEqualTo(packagesUnder(Path.of(root)));
        }
    }

    /** The folders in the lines between the root's and the next root's, or the end of the block. */
    private static Set<String> drawnUnder(String root, String text) {
        String lines = text.substring(text.indexOf(root) + root.length()).split("\\R(?! )", 2)[0];
        Set<String> drawn = new TreeSet<>();
        for (String line : lines.split("\\R")) {
            // Two blanks begin a line; the folders stand before the blanks that end them.
            Matcher folder = FOLDERS.matcher(line.strip().split(" {2,}")[0] + '\n');
            while (folder.find()) {
                drawn.add(folder.group());
            }
        }
        return drawn;
    }

    private static Set<String> packagesUnder(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> root.relativize(file.getParent()) + "/")
                    .filter(folder -> !folder.equals("/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
