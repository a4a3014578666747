package com.k2.sequence.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents lead to is there: files, sections, and classes that they name. */
class DocumentLinksTest {

    /** A path of the project: begins with one of its folders. */
    private static final Pattern PATH =
            Pattern.compile(
                    "(?:bin|deploy|docs|flink-conf|monitoring|src|\\.ci)/[\\w./-]*\\w|docker-compose\\.yml");

    /** A test class, with or without a method of it. */
    private static final Pattern TEST = Pattern.compile("(\\w+(?:Test|ITCase))(?:\\.(\\w+))?");

    private static final Pattern TEST_FILE = Pattern.compile(".*(?:Test|ITCase)\\.java");

    @Test
    void linksLeadToFilesAndSections() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Document document : Document.all()) {
            for (String link : document.links()) {
                if (!link.contains("://")
                        && !link.startsWith("mailto:")
                        && !leads(document, link)) {
                    broken.add(document.file() + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void pathsAreThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Document document : Document.all()) {
            for (String word : document.codeWords()) {
                if (PATH.matcher(word).matches() && !Files.exists(Path.of(word))) {
                    missing.add(document.file() + ": " + word);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void testsThatAreNamedAreThere() throws IOException {
        Map<String, List<Path>> classes = testClasses();
        List<String> missing = new ArrayList<>();
        for (Document document : Document.all()) {
            for (String word : document.codeWords()) {
                var test = TEST.matcher(word);
                if (test.matches() && !isThere(classes.get(test.group(1)), test.group(2))) {
                    missing.add(document.file() + ": " + word);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean leads(Document from, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path file = path.isEmpty() ? from.file() : beside(from.file(), path);
        if (!Files.exists(file)) {
            return false;
        }
        return hash < 0 || new Document(file).anchors().contains(link.substring(hash + 1));
    }

    private static Path beside(Path file, String path) {
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        return folder.resolve(path).normalize();
    }

    private static boolean isThere(List<Path> testClasses, String method) throws IOException {
        for (Path testClass : testClasses == null ? List.<Path>of() : testClasses) {
            if (method == null || Files.readString(testClass).contains(' ' + method + '(')) {
                return true;
            }
        }
        return false;
    }

    /** By simple name, which classes of several packages may share. */
    private static Map<String, List<Path>> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.filter(file -> TEST_FILE.matcher(file.toString()).matches())
                    .collect(
                            Collectors.groupingBy(
                                    file -> file.getFileName().toString().replace(".java", "")));
        }
    }
}
