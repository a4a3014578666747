package com.k2.sequence.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.testing.ShippedFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;

/**
 * A real Prometheus on the configuration that is shipped, which asks and judges every second so
 * that nobody waits. For one thread at a time.
 */
final class PrometheusServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Process process;
    private final URI address;
    private final Path log;

    private PrometheusServer(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts one; does not wait until it answers.
     *
     * @param directory empty, for its configuration and data
     * @param targets what it asks, in place of the names in the configuration
     */
    static PrometheusServer start(Path directory, List<URI> targets) throws IOException {
        FileUtils.copyDirectory(
                ShippedFiles.of("monitoring/prometheus").toFile(), directory.toFile());
        Path configuration = directory.resolve("prometheus.yml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replaceAll("(scrape|evaluation)_interval: \\w+", "$1_interval: 1s"));
        Path list = Files.createDirectories(directory.resolve("targets")).resolve("flink.yaml");
        Files.writeString(
                list,
                targets.stream()
                        .map(URI::getAuthority)
                        .collect(Collectors.joining(", ", "- targets: [", "]")));
        int port = FreePorts.next();
        Path log = directory.resolve("prometheus.log");
        ProcessBuilder command =
                new ProcessBuilder(
                                MonitoringTools.PROMETHEUS,
                                "--config.file=" + configuration,
                                "--storage.tsdb.path=" + directory.resolve("data"),
                                "--web.listen-address=localhost:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        return new PrometheusServer(command.start(), URI.create("http://localhost:" + port), log);
    }

    /**
     * Evaluates an expression now.
     *
     * @return the series it gives; empty where there are none
     * @throws IOException if Prometheus does not answer, or not with a result
     */
    JsonNode query(String expression) throws IOException {
        JsonNode result =
                get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                        .get("data");
        return result.get("result");
    }

    /** Waits until it answers. */
    void awaitReady(Duration patience) {
        Awaitility.await("Prometheus")
                .atMost(patience)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !query("vector(1)").isEmpty());
    }

    private JsonNode get(String path) throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus has ended:\n" + Files.readString(log));
        }
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT).build();
        try {
            JsonNode answer = JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
            if (!answer.path("status").asText().equals("success")) {
                throw new IOException(path + ": " + answer.path("error").asText());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for " + path, e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
