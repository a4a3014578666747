package com.k2.sequence.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Recorded market data: small samples in the project, and whole recordings beside it where there
 * are some.
 */
public final class Captures {

    private static final Path SAMPLES = Path.of("src", "test", "resources", "captures");
    private static final Path RECORDINGS = Path.of("..", "shared", "captures");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Capture> captures;

    private Captures(Map<String, Capture> captures) {
        this.captures = captures;
    }

    /**
     * A recorded feed.
     *
     * @param directory where its file is
     * @param file its name
     * @param lines how many messages it holds
     * @param reference how many messages each verdict must be given to, by verdict; empty where the
     *     feed is raw
     * @param missing how many messages all its gaps miss
     * @param keys how many keys it has; 0 where the feed is raw
     */
    public record Capture(
            Path directory,
            String file,
            int lines,
            Map<String, Long> reference,
            long missing,
            int keys) {

        /** Whether its messages are an upstream normaliser's rather than the exchange's own. */
        public boolean isNormalised() {
            return !reference.isEmpty();
        }

        /** Its messages in arrival order, without their line ends. */
        public List<byte[]> messages() {
            try (InputStream file = Files.newInputStream(directory.resolve(file()));
                    InputStream in = new BufferedInputStream(new GZIPInputStream(file), 1 << 16)) {
                List<byte[]> messages = split(in);
                if (messages.size() != lines) {
                    throw new IllegalStateException(
                            file()
                                    + " has "
                                    + messages.size()
                                    + " lines, its manifest says "
                                    + lines);
                }
                return messages;
            } catch (IOException e) {
                throw new UncheckedIOException("can't read capture " + file(), e);
            }
        }

        @Override
        public String toString() {
            return file;
        }
    }

    /** The samples, which are always there. */
    public static Captures samples() {
        return read(SAMPLES);
    }

    /** The whole recordings; the test is skipped where there are none. */
    public static Captures assumeRecordings() {
        assumeTrue(
                Files.isRegularFile(RECORDINGS.resolve("manifest.json")),
                "skipped: there are no captures in " + RECORDINGS.toAbsolutePath().normalize());
        return read(RECORDINGS);
    }

    public Capture get(String file) {
        Capture capture = captures.get(file);
        if (capture == null) {
            throw new IllegalArgumentException("the manifest of the captures has no " + file);
        }
        return capture;
    }

    /** Those with reference counts. */
    public List<Capture> normalised() {
        return captures.values().stream().filter(Capture::isNormalised).toList();
    }

    private static Captures read(Path directory) {
        Map<String, Capture> captures = new LinkedHashMap<>();
        try {
            for (JsonNode entry : JSON.readTree(directory.resolve("manifest.json").toFile())) {
                Map<String, Long> reference = new LinkedHashMap<>();
                entry.path("reference")
                        .properties()
                        .forEach(count -> reference.put(count.getKey(), count.getValue().asLong()));
                String file = entry.get("file").asText();
                captures.put(
                        file,
                        new Capture(
                                directory,
                                file,
                                entry.get("lines").asInt(),
                                Map.copyOf(reference),
                                entry.path("missing").asLong(),
                                entry.path("keys").asInt()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the manifest of the captures", e);
        }
        return new Captures(captures);
    }

    private static List<byte[]> split(InputStream in) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(next);
            }
        }
        if (line.size() > 0) {
            lines.add(line.toByteArray());
        }
        return lines;
    }
}
