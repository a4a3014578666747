package com.k2.sequence.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A YAML file of dotted keys as a person reads it: the lines that set something, those that are
 * commented out, and which of them are explained by a comment.
 *
 * @param lines in their order
 */
public record CommentedYaml(List<Line> lines) {

    private static final Pattern LINE =
            Pattern.compile("(# )?([a-z][\\w-]*(?:\\.[\\w-]+)+|exchanges): (.*)");

    /**
     * A key and its value.
     *
     * @param isSet whether it is not commented out
     * @param explained whether its paragraph begins with a comment that is more than such a line
     */
    public record Line(String key, String value, boolean isSet, boolean explained) {}

    public static CommentedYaml read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        boolean begins = true;
        boolean explained = false;
        for (String text : Files.readAllLines(file)) {
            Matcher line = LINE.matcher(text);
            boolean matches = line.matches();
            if (begins) {
                explained = text.startsWith("# ") && !matches;
            }
            begins = text.isBlank();
            if (matches) {
                lines.add(new Line(line.group(2), line.group(3), line.group(1) == null, explained));
            }
        }
        return new CommentedYaml(List.copyOf(lines));
    }

    /** What is set, by key. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        lines.stream().filter(Line::isSet).forEach(line -> settings.put(line.key(), line.value()));
        return settings;
    }
}
