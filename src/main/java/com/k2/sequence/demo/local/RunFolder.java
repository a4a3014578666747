package com.k2.sequence.demo.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/**
 * The one folder of a run: servers' data, checkpoints, the log and, where {@code bin/demo} starts
 * the JVM, temporary files of libraries. It is deleted with the run.
 */
public final class RunFolder implements AutoCloseable {

    /** The property for the log file, as {@code log4j2-demo.properties} has it. */
    public static final String LOG_PROPERTY = "sequence.demo.log";

    /** Names a folder that was made for this run; without it, one is made. */
    private static final String PROPERTY = "sequence.demo.folder";

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    public static RunFolder open() throws IOException {
        String given = System.getProperty(PROPERTY);
        RunFolder folder =
                new RunFolder(
                        given == null
                                ? Files.createTempDirectory("sequence-demo-")
                                : Path.of(given));
        Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "run-folder-shutdown"));
        return folder;
    }

    public Path path() {
        return path;
    }

    /**
     * Sends the log of this JVM to a file in the folder. Must be called before anything is logged.
     *
     * @return the file; it exists once something was logged
     */
    public Path takeLog() {
        Path log = path.resolve("run.log");
        System.setProperty(LOG_PROPERTY, log.toString());
        return log;
    }

    /** Deletes the folder with all that is in it; happens at the latest when the JVM ends. */
    @Override
    public void close() {
        FileUtils.deleteQuietly(path.toFile());
    }
}
