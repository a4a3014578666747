package com.k2.sequence.testing.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * A real schema registry, Apicurio's, as a process of its own that keeps its schemas in memory. It
 * speaks Confluent's API. Ends with {@link #close()}, at the latest with this JVM.
 */
public final class SchemaRegistryProcess implements AutoCloseable {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern LISTENING =
            Pattern.compile("Listening on: (http://[0-9.]+:[0-9]+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory = Files.createTempDirectory("schema-registry-");
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread shutdownHook = new Thread(this::release, "schema-registry-shutdown");
    private final JavaProcess process;
    private final URI address;

    private SchemaRegistryProcess(Path installation) throws IOException {
        Path jar;
        try (Stream<Path> files = Files.list(installation)) {
            jar =
                    files.filter(file -> file.toString().endsWith("-runner.jar"))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no registry in " + installation));
        }
        process =
                JavaProcess.start(
                        new JavaProcess.Command(
                                "schema-registry",
                                List.of(
                                        "-Xmx192m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Dquarkus.http.host=127.0.0.1",
                                        // A free one.
                                        "-Dquarkus.http.port=0",
                                        "-Djava.io.tmpdir=" + directory,
                                        "-cp",
                                        jar.toString()),
                                "io.quarkus.runner.GeneratedMain",
                                List.of()),
                        Map.of(),
                        directory.resolve("output.log"));
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try {
            address = Patience.await().until(this::listening, a -> a != null);
        } catch (RuntimeException e) {
            String tail = process.tail();
            close();
            throw new IOException("the schema registry does not start:\n" + tail, e);
        }
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @param installation where the build has unpacked it
     */
    public static SchemaRegistryProcess start(Path installation) throws IOException {
        return new SchemaRegistryProcess(installation);
    }

    private URI listening() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the schema registry has ended");
        }
        Matcher line = LISTENING.matcher(process.output());
        return line.find() ? URI.create(line.group(1)) : null;
    }

    /** Where Confluent's API is. */
    public URI url() {
        return address.resolve("/apis/ccompat/v7");
    }

    /** Where something answers that is no registry's API. */
    public URI elsewhere() {
        return address.resolve("/apis/elsewhere");
    }

    /**
     * Registers the next version of a subject.
     *
     * @param described the body of the request: schema, and schemaType and references where needed
     * @return the schema's id
     */
    public int register(String subject, Map<String, Object> described) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + "/subjects/" + subject + "/versions"))
                        .timeout(REQUEST_TIMEOUT)
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        JSON.writeValueAsString(described)))
                        .build();
        try {
            JsonNode answer =
                    JSON.readTree(
                            client.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (!answer.path("id").isInt()) {
                throw new IOException("the registry does not take it: " + answer);
            }
            return answer.get("id").intValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while registering a schema", e);
        }
    }

    @Override
    public void close() {
        release();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs anyway, and finds nothing left to do.
        }
    }

    private void release() {
        process.kill();
        FileUtils.deleteQuietly(directory.toFile());
    }
}
