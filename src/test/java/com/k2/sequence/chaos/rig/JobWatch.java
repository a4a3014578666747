package com.k2.sequence.chaos.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Follows a job through the JobManager's REST interface: when all its tasks ran again after they
 * had not, and its checkpoints. A JobManager that does not answer has no tasks running. Looks four
 * times a second on a thread of its own; any thread may ask.
 */
public final class JobWatch implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final long INTERVAL_MILLIS = 250;

    /**
     * A checkpoint that is complete.
     *
     * @param began when it was triggered
     * @param path where it is
     */
    public record Checkpoint(Instant began, String path) {}

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "chaos-job-watch");
                        thread.setDaemon(true);
                        return thread;
                    });

    private URI rest;
    private String job;
    private boolean wasRunning;
    private boolean ranBefore;
    private int recoveries;
    private Instant lastRecovery = Instant.MIN;

    public JobWatch() {
        looks.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Follows another job, which is not running yet. */
    synchronized void follow(URI rest, String job) {
        this.rest = rest;
        this.job = job;
        this.wasRunning = false;
        this.ranBefore = false;
    }

    /** Follows the same job at another JobManager. */
    public synchronized void moveTo(URI rest) {
        this.rest = rest;
        this.wasRunning = false;
    }

    /** Follows no job any more. */
    synchronized void rest() {
        this.job = null;
    }

    /** How often all tasks of a job ran again after they had not; submissions are not counted. */
    public synchronized int recoveries() {
        return recoveries;
    }

    /** When that was seen last. */
    public synchronized Instant lastRecovery() {
        return lastRecovery;
    }

    /**
     * The newest checkpoint that is complete; null where there is none, or nobody answers.
     *
     * @throws AssertionError if the job has ended
     */
    public Checkpoint newestCheckpoint() {
        try {
            String state = get("").path("state").asText();
            if (Set.of("FAILED", "FINISHED").contains(state)) {
                throw new AssertionError("the job is " + state + ": " + lastFailure());
            }
            JsonNode completed = get("/checkpoints").path("latest").path("completed");
            if (!completed.isObject()) {
                return null;
            }
            return new Checkpoint(
                    Instant.ofEpochMilli(completed.get("trigger_timestamp").asLong()),
                    completed.get("external_path").asText());
        } catch (IOException unreachable) {
            return null;
        }
    }

    /**
     * The resource ids of the TaskManagers that tasks of the job were deployed on; empty where
     * nobody answers.
     */
    public Set<String> taskManagers() {
        Set<String> ids = new TreeSet<>();
        try {
            for (JsonNode vertex : get("").path("vertices")) {
                for (JsonNode task :
                        get("/vertices/" + vertex.get("id").asText()).get("subtasks")) {
                    ids.add(task.path("taskmanager-id").asText());
                }
            }
            return ids;
        } catch (IOException unreachable) {
            return Set.of();
        }
    }

    /** Why the job failed last, for messages. */
    public String lastFailure() {
        try {
            return get("/exceptions")
                    .path("exceptionHistory")
                    .path("entries")
                    .path(0)
                    .path("stacktrace")
                    .asText("no failure is known");
        } catch (IOException unreachable) {
            return unreachable.toString();
        }
    }

    private void look() {
        boolean running = isRunning();
        synchronized (this) {
            if (running && !wasRunning) {
                if (ranBefore) {
                    recoveries++;
                    lastRecovery = Instant.now();
                }
                ranBefore = true;
            }
            wasRunning = running;
        }
    }

    private boolean isRunning() {
        try {
            JsonNode vertices = get("").path("vertices");
            for (JsonNode vertex : vertices) {
                if (vertex.at("/tasks/RUNNING").asInt() != vertex.get("parallelism").asInt()) {
                    return false;
                }
            }
            return !vertices.isEmpty();
        } catch (IOException unreachable) {
            return false;
        }
    }

    private JsonNode get(String path) throws IOException {
        URI address;
        synchronized (this) {
            if (job == null) {
                throw new IOException("there is no job to ask for");
            }
            address = rest.resolve("/jobs/" + job + path);
        }
        try {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
                            HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(address + " answers " + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for " + address, e);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
