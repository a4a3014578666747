package com.k2.sequence.testing;

import java.nio.file.Path;

/**
 * The files that the project gives to whoever runs it, so that what is tested is what is shipped.
 */
public final class ShippedFiles {

    /** Set where a run is started elsewhere than in the project's folder. */
    private static final String PROJECT_DIRECTORY = "project.directory";

    private ShippedFiles() {}

    /** A file of Flink's configuration. */
    public static Path flinkConf(String name) {
        return of("flink-conf").resolve(name);
    }

    /** A file or folder of the project, named from its root. */
    public static Path of(String path) {
        return Path.of(System.getProperty(PROJECT_DIRECTORY, "")).resolve(path);
    }
}
