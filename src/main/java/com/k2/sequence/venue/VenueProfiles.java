package com.k2.sequence.venue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The profiles that the job brings: one file each among the resources. */
public final class VenueProfiles {

    private static final String FOLDER = "/venues/";

    /** The names, a line each: what a jar holds can't be listed by every class loader. */
    private static final String NAMES = "names.txt";

    private VenueProfiles() {}

    /** All names, in order. */
    public static List<String> names() {
        return read(NAMES).lines().filter(line -> !line.isBlank()).toList();
    }

    /** The profile; null where there is none of the name. */
    public static VenueProfile find(String name) {
        return names().contains(name) ? ProfileFile.read(name, read(name + ".yaml")) : null;
    }

    private static String read(String file) {
        try (InputStream in = VenueProfiles.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the resource " + FOLDER + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the resource " + FOLDER + file, e);
        }
    }
}
