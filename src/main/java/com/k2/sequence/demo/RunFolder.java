package com.k2.sequence.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.io.FileUtils;

/**
 * The one folder of a run: servers' data, checkpoints, unpacked libraries and the log. It takes the
 * place of the JVM's folder for temporary files, so that whatever a library leaves behind goes with
 * it.
 */
final class RunFolder implements AutoCloseable {

    private static final String TEMPORARY_FILES = "java.io.tmpdir";

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /**
     * Creates the folder, for this user alone. To be called before anything else: the JVM looks
     * only once where temporary files belong.
     *
     * @param name begins the folder's name
     */
    static RunFolder create(String name) throws IOException {
        Path path =
                Path.of(System.getProperty(TEMPORARY_FILES))
                        .resolve(name + '-' + ProcessHandle.current().pid());
        // What an earlier process of the same number left when it was killed.
        FileUtils.deleteDirectory(path.toFile());
        Files.createDirectory(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        System.setProperty(TEMPORARY_FILES, path.toString());
        RunFolder folder = new RunFolder(path);
        Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "run-folder-shutdown"));
        return folder;
    }

    Path path() {
        return path;
    }

    /** Deletes the folder with all that is in it; happens at the latest when the JVM ends. */
    @Override
    public void close() {
        FileUtils.deleteQuietly(path.toFile());
    }
}
