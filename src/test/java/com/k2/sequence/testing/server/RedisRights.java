package com.k2.sequence.testing.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The rights that docs/redis.md asks an administrator for. */
public final class RedisRights {

    public static final String PASSWORD = "a-long-password";

    private static final String HEADING = "## Rights in Redis";

    private RedisRights() {}

    /**
     * The line of {@code redis.conf} for a user who may do just what is needed.
     *
     * @param where a part of the comment that stands above it
     */
    public static String of(String where) throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of("docs", "redis.md")).stream()
                        .dropWhile(line -> !line.equals(HEADING))
                        .filter(line -> line.startsWith("# ") || line.startsWith("user "))
                        .toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("# ") && lines.get(i).contains(where)) {
                return lines.get(i + 1).replace("PASSWORD", PASSWORD);
            }
        }
        throw new IllegalStateException("docs/redis.md has no line for " + where);
    }

    /** The commands that a line allows. */
    public static List<String> commands(String line) {
        return Arrays.stream(line.split(" "))
                .filter(word -> word.startsWith("+"))
                .map(word -> word.substring(1))
                .toList();
    }
}
