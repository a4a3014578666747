package com.k2.sequence.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.io.FileUtils;

/**
 * A real {@code redis-server} on this machine, in a separate process that can be killed, paused and
 * started again on the same port. By default it appends every write to a file, so a killed server
 * comes back with its data.
 *
 * <p>Listens on the loopback address alone. The process ends with {@link #close()}, at the latest
 * with this JVM. Methods are synchronised; any thread may call them.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final String DATA_FOLDER = "data";
    private static final String LOG_FILE = "redis.log";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    private final int port;
    private final Path directory;
    private final boolean ownsDirectory;
    private final String password;
    private final boolean tls;
    private final boolean sentinel;
    private final List<String> configuration;
    private final Thread shutdownHook = new Thread(this::release, "embedded-redis-shutdown");

    private RedisProcess process;
    private boolean closed;

    private EmbeddedRedis(Builder builder, int port) throws IOException {
        this.port = port;
        this.ownsDirectory = builder.directory == null;
        this.directory =
                ownsDirectory
                        ? Files.createTempDirectory("embedded-redis-")
                        : Files.createDirectories(builder.directory).toAbsolutePath();
        this.password = builder.password;
        this.tls = builder.tls != null;
        this.sentinel = builder.sentinel;
        this.configuration = configuration(builder);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts the server on the data that is there, and waits until it answers.
     *
     * @throws IOException if it ends or does not answer in time; the message holds the end of its
     *     log
     * @throws IllegalStateException if it runs already, or is closed
     */
    public synchronized void start() throws IOException {
        if (closed || isRunning()) {
            throw new IllegalStateException(this + (closed ? " is closed" : " runs already"));
        }
        Files.createDirectories(data());
        Path file = writeConfiguration();
        process = RedisProcess.start(file, sentinel, directory.resolve(LOG_FILE));
        process.awaitAnswer(
                port, tls ? null : Objects.requireNonNullElse(password, ""), START_TIMEOUT);
    }

    /** Like {@link #start()}, but the server has lost all its data. */
    public synchronized void startEmpty() throws IOException {
        if (isRunning()) {
            throw new IllegalStateException(this + " runs already");
        }
        FileUtils.deleteDirectory(data().toFile());
        start();
    }

    /**
     * Kills the server with SIGKILL and waits until it is gone. Does nothing on a server that has
     * ended.
     */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Stops the process with SIGSTOP: connections stay open, and nothing answers. */
    public synchronized void pause() throws IOException {
        process.pause();
    }

    /** Continues a paused process. */
    public synchronized void resume() throws IOException {
        process.resume();
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The address for clients, with the password if there is one. */
    public URI uri() {
        try {
            String user = password == null ? null : ":" + password;
            return new URI(tls ? "rediss" : "redis", user, "localhost", port, null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    /**
     * The process id of the server that was started last.
     *
     * @throws IllegalStateException if none was
     */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(this + " was never started");
        }
        return process.pid();
    }

    /** What the server has logged, over all its starts. */
    public Path log() {
        return directory.resolve(LOG_FILE);
    }

    /** Ends the process and deletes the directory if it is the server's own. */
    @Override
    public void close() {
        release();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // The JVM ends: the hook runs anyway, and has nothing left to do.
        }
    }

    private synchronized void release() {
        closed = true;
        if (process != null) {
            process.end();
        }
        if (ownsDirectory) {
            FileUtils.deleteQuietly(directory.toFile());
        }
    }

    @Override
    public String toString() {
        return "Redis server on port " + port;
    }

    private Path data() {
        return directory.resolve(DATA_FOLDER);
    }

    /** Readable by this user only: it may hold a password. */
    private Path writeConfiguration() throws IOException {
        Path file = directory.resolve("redis.conf");
        try {
            Files.delete(file);
        } catch (NoSuchFileException first) {
            // Nothing to replace.
        }
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, configuration);
    }

    private List<String> configuration(Builder builder) {
        List<String> lines = new ArrayList<>();
        lines.add("bind 127.0.0.1");
        lines.add("daemonize no");
        lines.add("save \"\"");
        lines.add("appendonly " + (builder.appendOnly ? "yes" : "no"));
        lines.add("appendfsync " + (builder.syncEveryWrite ? "always" : "everysec"));
        lines.add("dir " + quoted(data().toString()));
        if (password != null) {
            lines.add("requirepass " + quoted(password));
        }
        if (tls) {
            lines.add("port 0");
            lines.add("tls-port " + port);
            lines.add("tls-cert-file " + quoted(builder.tls.certificate().toString()));
            lines.add("tls-key-file " + quoted(builder.tls.key().toString()));
            lines.add("tls-ca-cert-file " + quoted(builder.tls.authority().toString()));
            lines.add("tls-auth-clients no");
        } else {
            lines.add("port " + port);
        }
        lines.addAll(builder.extraLines);
        return List.copyOf(lines);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The files of a server that speaks TLS, all PEM. */
    private record TlsFiles(Path certificate, Path key, Path authority) {}

    /** How a server runs. */
    public static final class Builder {

        private int port;
        private Path directory;
        private String password;
        private TlsFiles tls;
        private boolean appendOnly = true;
        private boolean syncEveryWrite;
        private boolean sentinel;
        private final List<String> extraLines = new ArrayList<>();

        private Builder() {}

        /** Where to listen; without it, on a free port. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Where data and log are kept; stays when the server is closed. */
        public Builder directory(Path directory) {
            this.directory = directory;
            return this;
        }

        /** The default user's password. */
        public Builder password(String password) {
            this.password = Objects.requireNonNull(password, "password");
            return this;
        }

        /**
         * Speaks TLS instead of plain text; clients need no certificate unless {@link #config} asks
         * for one by {@code tls-auth-clients yes}.
         */
        public Builder tls(Path certificate, Path key, Path authority) {
            this.tls =
                    new TlsFiles(
                            certificate.toAbsolutePath(),
                            key.toAbsolutePath(),
                            authority.toAbsolutePath());
            return this;
        }

        /** Whether writes are kept on disk for the next start; on unless said otherwise. */
        public Builder appendOnly(boolean appendOnly) {
            this.appendOnly = appendOnly;
            return this;
        }

        /** Syncs the append-only file on every write instead of every second. */
        public Builder syncEveryWrite() {
            this.syncEveryWrite = true;
            return this;
        }

        /** Watches servers, which {@link #config} names, and holds no data itself. */
        public Builder sentinel() {
            this.sentinel = true;
            return this;
        }

        /** Lines of {@code redis.conf}, after the server's own, so they win. */
        public Builder config(String... lines) {
            extraLines.addAll(List.of(lines));
            return this;
        }

        /** A server that is not running yet. */
        public EmbeddedRedis build() throws IOException {
            return new EmbeddedRedis(this, port == 0 ? FreePorts.next() : port);
        }

        /** A server that answers. */
        public EmbeddedRedis start() throws IOException {
            return port == 0 ? PortRetry.start(0, this::startOn) : startOn(port);
        }

        private EmbeddedRedis startOn(int port) throws IOException {
            EmbeddedRedis redis = new EmbeddedRedis(this, port);
            try {
                redis.start();
                return redis;
            } catch (IOException | RuntimeException e) {
                redis.close();
                throw e;
            }
        }
    }
}
