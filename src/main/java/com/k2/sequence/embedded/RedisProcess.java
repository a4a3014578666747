package com.k2.sequence.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import redis.embedded.RedisExecProvider;

/** One run of {@code redis-server}, from the binary that embedded-redis carries. */
final class RedisProcess {

    /**
     * Runs a command, in the same process, apart from the terminal's process group: a Ctrl-C there
     * is for the JVM, which still needs the server for a graceful end.
     */
    private static final String APART =
            "if command -v setsid >/dev/null; then exec setsid \"$@\"; fi;"
                    + " exec perl -e 'setpgrp(0, 0); exec @ARGV' \"$@\"";

    /** The system's message in the server's log when it can't listen. */
    private static final Pattern PORT_TAKEN = Pattern.compile("Address (already )?in use");

    private static final int LOG_TAIL_LINES = 15;
    private static final int PROBE_TIMEOUT_MILLIS = 500;
    private static final long PROBE_INTERVAL_MILLIS = 5;
    private static final long END_TIMEOUT_SECONDS = 5;

    private final Process process;
    private final Path log;

    private RedisProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the process; does not wait for it to answer.
     *
     * @param sentinel whether it watches servers instead of being one
     */
    static RedisProcess start(Path configuration, boolean sentinel, Path log) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                APART,
                                "redis-server",
                                Executable.path(),
                                configuration.toString()));
        if (sentinel) {
            command.add("--sentinel");
        }
        Process process =
                new ProcessBuilder(command)
                        .directory(configuration.getParent().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        return new RedisProcess(process, log);
    }

    /**
     * Waits until the server has loaded its data and answers. If a client needs more than a
     * password (TLS, named users), it is enough that it listens.
     *
     * @param password empty for none; null if plain text is not spoken on this port
     * @throws BindException if the process ends because another one has the port
     * @throws IOException if the process ends or the time is up; it is killed then
     */
    void awaitAnswer(int port, String password, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!answers(port, password)) {
            boolean ended = !process.isAlive();
            if (ended || System.nanoTime() > deadline) {
                kill();
                throw failure(
                        "redis-server on port "
                                + port
                                + (ended
                                        ? " ended at once with exit code " + process.exitValue()
                                        : " did not answer within " + timeout.toSeconds() + " s")
                                + "; the end of its log:\n"
                                + logTail());
            }
            pauseBriefly();
        }
    }

    private static IOException failure(String story) {
        return PORT_TAKEN.matcher(story).find() ? new BindException(story) : new IOException(story);
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends the process gracefully if possible, a paused one too. */
    void end() {
        process.destroy();
        if (process.isAlive()) {
            try {
                resume();
                process.waitFor(END_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (IOException endedMeanwhile) {
                // The process has ended already.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        kill();
    }

    void pause() throws IOException {
        Signals.pause(process);
    }

    void resume() throws IOException {
        Signals.resume(process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    private boolean answers(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    PROBE_TIMEOUT_MILLIS);
            if (password == null) {
                return process.isAlive();
            }
            socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (!password.isEmpty()) {
                out.write(command("AUTH", password));
                in.readLine();
            }
            out.write(command("PING"));
            String reply = in.readLine();
            return process.isAlive()
                    && reply != null
                    && (reply.startsWith("+PONG") || reply.startsWith("-NOAUTH"));
        } catch (IOException notYet) {
            return false;
        }
    }

    private static byte[] command(String... words) {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            command.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        return command.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String logTail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        int from = Math.max(0, lines.size() - LOG_TAIL_LINES);
        return String.join("\n", lines.subList(from, lines.size()));
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pauseBriefly() throws IOException {
        try {
            Thread.sleep(PROBE_INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for redis-server", e);
        }
    }

    /**
     * The server that the property {@code redis.executable} names; without it the binary for this
     * platform, unpacked once and deleted with the JVM.
     */
    private static final class Executable {

        private static String path = System.getProperty("redis.executable");

        static synchronized String path() throws IOException {
            if (path == null) {
                path = RedisExecProvider.defaultProvider().get().getAbsolutePath();
            }
            return path;
        }
    }
}
