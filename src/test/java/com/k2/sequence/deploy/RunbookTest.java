package com.k2.sequence.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The runbook has what alerts lead to, and what it leads to is there. */
class RunbookTest {

    private static final Path RUNBOOK = Path.of("docs", "runbook.md");
    private static final Path RULES = Path.of("monitoring", "prometheus");
    private static final long LARGEST_PICTURE = 150_000;

    @Test
    void hasASectionForEachAlert() throws IOException {
        List<String> alerts = alerts();
        assertThat(alerts).isNotEmpty();
        assertThat(headings()).containsAll(alerts);
    }

    @Test
    void isWhereEachAlertLeads() throws IOException {
        TreeSet<String> anchors = anchors();
        for (String rules : rules()) {
            assertThat(found("runbook\\.md#([\\w-]+)", rules)).isSubsetOf(anchors);
        }
    }

    @Test
    void leadsToFilesAndSectionsThatAreThere() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        assertThat(found("\\]\\(([^)#:]+)[^)]*\\)", runbook))
                .allSatisfy(link -> assertThat(RUNBOOK.resolveSibling(link)).exists());
        assertThat(found("\\]\\(#([^)]+)\\)", runbook)).isSubsetOf(anchors());
        assertThat(found("\\b((?:bin|deploy|flink-conf|monitoring)/[\\w./-]*\\w)", runbook))
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    @Test
    void hasPicturesThatArePagesNotPosters() throws IOException {
        for (String picture : found("!\\[[^]]*\\]\\(([^)]+)\\)", Files.readString(RUNBOOK))) {
            assertThat(Files.size(RUNBOOK.resolveSibling(picture)))
                    .as(picture)
                    .isLessThan(LARGEST_PICTURE);
        }
    }

    private static List<String> alerts() throws IOException {
        return rules().stream()
                .flatMap(rules -> found("(?m)^\\s*- alert: (\\w+)$", rules).stream())
                .toList();
    }

    private static List<String> rules() throws IOException {
        try (Stream<Path> files = Files.walk(RULES)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".yml")).toList();
            List<String> texts = new ArrayList<>();
            for (Path file : found) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    private static List<String> headings() throws IOException {
        return found("(?m)^#+ (.+)$", Files.readString(RUNBOOK));
    }

    /** As they are made of headings where the runbook is read. */
    private static TreeSet<String> anchors() throws IOException {
        TreeSet<String> anchors = new TreeSet<>();
        for (String heading : headings()) {
            anchors.add(
                    heading.toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w\\- ]", "")
                            .replace(' ', '-'));
        }
        return anchors;
    }

    private static List<String> found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
