package com.k2.sequence.demo.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.embedded.PortRetry;
import com.k2.sequence.job.SequenceTrackingJob;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job itself, as {@link SequenceTrackingJob} defines it, on a Flink cluster in this JVM with
 * the web UI. It does not restart, so that a failure is visible.
 */
public final class EmbeddedJob implements AutoCloseable {

    private static final int WEB_UI_PORT = 8081;
    private static final String LOCALHOST = "localhost";
    private static final long LOOK_INTERVAL_MILLIS = 50;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JobClient client;
    private final URI webUi;
    private final Path folder;
    private final CompletableFuture<JobExecutionResult> result;

    private EmbeddedJob(JobClient client, URI webUi, Path folder) {
        this.client = client;
        this.webUi = webUi;
        this.folder = folder;
        this.result = client.getJobExecutionResult();
    }

    /**
     * Submits the job; does not wait until it runs.
     *
     * @param folder for checkpoints and whatever Flink needs on disk
     * @param options the job's own, by key
     */
    public static EmbeddedJob submit(Path folder, Map<String, String> options, int parallelism)
            throws Exception {
        return PortRetry.start(
                WEB_UI_PORT, webUiPort -> submit(folder, options, parallelism, webUiPort));
    }

    static EmbeddedJob submit(
            Path folder, Map<String, String> options, int parallelism, int webUiPort)
            throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(
                        configuration(folder, webUiPort));
        env.setParallelism(parallelism);
        String[] arguments =
                options.entrySet().stream()
                        .map(option -> "--" + option.getKey() + '=' + option.getValue())
                        .toArray(String[]::new);
        SequenceTrackingJob.define(env, arguments);
        URI webUi = URI.create("http://" + LOCALHOST + ':' + webUiPort);
        return new EmbeddedJob(env.executeAsync(SequenceTrackingJob.NAME), webUi, folder);
    }

    private static Configuration configuration(Path folder, int webUiPort) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, LOCALHOST);
        configuration.set(RestOptions.BIND_ADDRESS, LOCALHOST);
        configuration.set(RestOptions.PORT, webUiPort);
        configuration.set(CoreOptions.TMP_DIRS, folder.toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.setString(
                "metrics.reporter.live-table.factory.class", JobMetricsFactory.class.getName());
        return configuration;
    }

    public URI webUi() {
        return webUi;
    }

    /**
     * Waits until every task runs, as the web UI shows it.
     *
     * @throws IllegalStateException if the job fails or takes too long
     */
    public void awaitRunning() throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!allTasksRun()) {
            throwIfFailed();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the job does not run after " + START_TIMEOUT.toSeconds() + " s");
            }
            Thread.sleep(LOOK_INTERVAL_MILLIS);
        }
    }

    private boolean allTasksRun() {
        try (InputStream answer =
                webUi.resolve("/jobs/" + client.getJobID()).toURL().openStream()) {
            JsonNode job = JSON.readTree(answer);
            for (JsonNode vertex : job.path("vertices")) {
                if (!vertex.path("status").asText().equals("RUNNING")) {
                    return false;
                }
            }
            return job.path("state").asText().equals("RUNNING");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether the job has ended or failed. */
    public boolean hasEnded() {
        return result.isDone();
    }

    /**
     * @throws IllegalStateException if the job has failed, with its first cause
     */
    public void throwIfFailed() {
        if (result.isCompletedExceptionally()) {
            try {
                result.join();
            } catch (CompletionException e) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                throw new IllegalStateException("the job failed: " + cause, e);
            }
        }
    }

    /**
     * Waits until the job ends by itself.
     *
     * @throws IllegalStateException if it fails
     */
    public void awaitEnd() throws InterruptedException {
        try {
            result.get();
        } catch (ExecutionException e) {
            throwIfFailed();
        }
    }

    /** Stops the job gracefully: with a savepoint, before which everything is written. */
    public void stop() throws InterruptedException {
        try {
            client.stopWithSavepoint(
                            false,
                            folder.resolve("savepoints").toUri().toString(),
                            SavepointFormatType.CANONICAL)
                    .get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            result.get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throwIfFailed();
            throw new IllegalStateException("the job could not be stopped: " + e, e);
        }
    }

    /** Cancels the job if it still runs. */
    @Override
    public void close() {
        if (hasEnded()) {
            return;
        }
        try {
            client.cancel().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            result.handle((any, failure) -> null).get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It ends with the JVM.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
