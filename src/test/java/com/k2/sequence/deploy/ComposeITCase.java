package com.k2.sequence.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.deploy.ComposeFile.Mount;
import com.k2.sequence.deploy.ComposeFile.Service;
import com.k2.sequence.testing.Endurance;
import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml starts, in processes of this machine. */
class ComposeITCase {

    private static final Path PROJECT = Path.of("").toAbsolutePath();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @Endurance
    @Test
    void findsAGapInTheFeedThatItStartsAndSubmitsTheJobOnce() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(PROJECT, System.out)) {
            rehearsal.start();
            ConsumerRecord<byte[], byte[]> record = rehearsal.awaitFirst("market.gaps");
            JsonNode gap = JSON.readTree(record.value());
            assertThat(gap.path("event_type").asText()).isEqualTo("GAP");
            assertThat(gap.path("source").path("topic").asText()).startsWith("market.ticks.");

            assertThat(rehearsal.runAgain("submit")).contains("The job is there already.");

            String jobs = "http://" + rehearsal.address("jobmanager", 8081) + "/jobs/";
            String job = get(jobs + "overview").at("/jobs/0/jid").asText();
            send(
                    HttpRequest.newBuilder(URI.create(jobs + job + "?mode=cancel"))
                            .method("PATCH", HttpRequest.BodyPublishers.noBody()));
            awaitState(jobs + job, "CANCELED");

            String output = rehearsal.runAgain("submit");
            Matcher submitted = Pattern.compile("JobID ([0-9a-f]{32})").matcher(output);
            assertThat(submitted.find()).as(output).isTrue();
            assertThat(output).containsPattern("Starting from /\\S+/chk-\\d+");
            awaitState(jobs + submitted.group(1), "RUNNING");
            JsonNode checkpoints = get(jobs + submitted.group(1) + "/checkpoints");
            assertThat(checkpoints.at("/latest/restored/id").asLong()).isPositive();
        }
    }

    private void awaitState(String job, String state) {
        Awaitility.await(state)
                .pollInSameThread()
                .atMost(Patience.LIMIT)
                .until(() -> get(job).path("state").asText().equals(state));
    }

    private JsonNode get(String uri) throws IOException, InterruptedException {
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(uri))));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        request.timeout(Patience.LIMIT).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body();
    }

    @Test
    void mountsTheJarThatTheBuildMakes() throws IOException {
        ComposeFile compose = ComposeFile.read(PROJECT.resolve("docker-compose.yml"));
        assertThat(compose.services())
                .flatExtracting(Service::mounts)
                .filteredOn(mount -> mount.target().endsWith("/job.jar"))
                .extracting(Mount::source)
                .isNotEmpty()
                .allSatisfy(
                        source ->
                                assertThat(PROJECT.resolve(source).normalize())
                                        .isEqualTo(Path.of(System.getProperty("job.jar"))));
    }
}
