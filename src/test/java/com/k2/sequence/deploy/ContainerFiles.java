package com.k2.sequence.deploy;

import com.k2.sequence.deploy.ComposeFile.Mount;
import com.k2.sequence.deploy.ComposeFile.Service;
import com.k2.sequence.testing.server.FlinkClassPath;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import redis.embedded.RedisExecProvider;

/**
 * A folder that is to processes of this machine what an image's files are to a container: the
 * programs of Flink's, Kafka's and Redis's images at their places, and what is mounted. All
 * containers share it, since none has anything where another one has something else.
 */
final class ContainerFiles {

    private static final List<String> PROGRAMS =
            List.of(
                    "docker-entrypoint.sh",
                    "opt/flink/bin/flink",
                    "etc/kafka/docker/run",
                    "bin/install",
                    "bin/redis-server",
                    "bin/redis-cli");

    /** Absolute paths that are meant inside a container, alone or in a list; not those of URLs. */
    private static final Pattern PATH =
            Pattern.compile(
                    "(?<![\\w.])/(?=(opt|conf|deploy|flink|data|var/lib|etc|mnt|prometheus|docker-entrypoint\\.sh)\\b)");

    private final Path root;

    ContainerFiles(Path root) throws IOException {
        this.root = root;
        for (String program : PROGRAMS) {
            Path file = place(root.resolve(program));
            try (InputStream in =
                    ContainerFiles.class.getResourceAsStream(file.getFileName() + ".stand-in")) {
                Files.copy(in, file);
            }
            file.toFile().setExecutable(true);
        }
        Path lib = Files.createDirectories(root.resolve("opt/flink/lib"));
        for (String jar : FlinkClassPath.find().split(File.pathSeparator)) {
            Files.createSymbolicLink(lib.resolve(Path.of(jar).getFileName()), Path.of(jar));
        }
        Path reporter = FlinkClassPath.prometheusReporter();
        Files.createSymbolicLink(
                place(
                        root.resolve("opt/flink/plugins/metrics-prometheus")
                                .resolve(reporter.getFileName())),
                reporter);
        Files.createDirectories(root.resolve("opt/flink/conf"));
        Files.createSymbolicLink(
                root.resolve("bin/redis"),
                RedisExecProvider.defaultProvider().get().toPath().toAbsolutePath());
    }

    /** A path inside a container as one of this machine. */
    Path path(String inside) {
        return root.resolve(inside.substring(1));
    }

    /** The same for every such path in a text. */
    String withPaths(String text) {
        return PATH.matcher(text).replaceAll(Matcher.quoteReplacement(root + "/"));
    }

    /**
     * Puts a service's mounts to their places; harmless for what is there already.
     *
     * @param project where the Compose file is
     * @param edit what texts go through
     * @throws IOException if a file to be mounted is missing
     */
    synchronized void mount(Path project, Service service, UnaryOperator<String> edit)
            throws IOException {
        for (Mount mount : service.mounts()) {
            Path target = path(mount.target());
            if (mount.isVolume()) {
                Files.createDirectories(target);
                continue;
            }
            Path source = project.resolve(mount.source());
            if (!Files.exists(source)) {
                throw new IOException(
                        service.name() + " mounts " + source + ", which is not there");
            }
            try (Stream<Path> files = Files.walk(source)) {
                files.filter(Files::isRegularFile)
                        .forEach(
                                file ->
                                        mount(
                                                file,
                                                target.resolve(source.relativize(file).toString()),
                                                edit));
            }
        }
    }

    private static void mount(Path file, Path target, UnaryOperator<String> edit) {
        try {
            // Of a mounted file, what is relative to it is the empty path.
            if (Files.exists(target)) {
                return;
            }
            place(target);
            if (file.toString().endsWith(".jar")) {
                Files.createSymbolicLink(target, file.toAbsolutePath());
            } else {
                Files.writeString(target, edit.apply(Files.readString(file)));
                target.toFile().setExecutable(Files.isExecutable(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String inside, String text) throws IOException {
        Files.writeString(place(path(inside)), text);
    }

    private static Path place(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return file;
    }

    Path root() {
        return root;
    }

    void delete() {
        FileUtils.deleteQuietly(root.toFile());
    }
}
