package com.k2.sequence.testing.server;

import com.k2.sequence.testing.Patience;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.InMemoryReporter;

/** A job in a {@link FlinkInJvm}. Every method waits until what it asks for is done. */
public final class RunningJob {

    private static final long LOOK_INTERVAL_MILLIS = 5;

    private final MiniCluster cluster;
    private final InMemoryReporter metrics;
    private final JobClient client;

    RunningJob(MiniCluster cluster, InMemoryReporter metrics, JobClient client) {
        this.cluster = cluster;
        this.metrics = metrics;
        this.client = client;
    }

    void awaitRunning() throws Exception {
        CommonTestUtils.waitForAllTaskRunning(cluster, client.getJobID(), false);
    }

    /** Waits until a source has begun to read. */
    public void awaitReading() throws Exception {
        while (stateMillis(source(), ExecutionState.RUNNING).findAny().isEmpty()) {
            if (client.getJobExecutionResult().isDone()) {
                awaitEnd();
                return;
            }
            Thread.sleep(LOOK_INTERVAL_MILLIS);
        }
    }

    /**
     * Waits until the job has come to its own end, as one with bounded sources does.
     *
     * @return from the moment the first source began to read to the one the last task ended
     */
    public Duration awaitEnd() throws Exception {
        client.getJobExecutionResult().get();
        long begin = stateMillis(source(), ExecutionState.RUNNING).min().orElseThrow();
        long end = stateMillis(executions(), ExecutionState.FINISHED).max().orElseThrow();
        return Duration.ofMillis(end - begin);
    }

    /** The subtasks that read; none while the job is being initialised. */
    private List<AccessExecutionVertex> source() throws Exception {
        Iterator<? extends AccessExecutionJobVertex> vertices =
                graph().getVerticesTopologically().iterator();
        return vertices.hasNext() ? List.of(vertices.next().getTaskVertices()) : List.of();
    }

    private List<AccessExecutionVertex> executions() throws Exception {
        List<AccessExecutionVertex> executions = new ArrayList<>();
        graph().getAllExecutionVertices().forEach(executions::add);
        return executions;
    }

    private AccessExecutionGraph graph() throws Exception {
        return cluster.getExecutionGraph(client.getJobID())
                .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** When tasks came into a state, by the clock; of those that did. */
    private static LongStream stateMillis(List<AccessExecutionVertex> tasks, ExecutionState state) {
        return tasks.stream()
                .mapToLong(task -> task.getCurrentExecutionAttempt().getStateTimestamp(state))
                .filter(millis -> millis > 0);
    }

    /**
     * Waits until the job has been restarted so often.
     *
     * @return why it failed last
     */
    public String awaitRestarts(int times) throws Exception {
        Patience.await()
                .until(
                        () ->
                                source().stream()
                                        .anyMatch(
                                                task ->
                                                        task.getCurrentExecutionAttempt()
                                                                        .getAttemptNumber()
                                                                >= times));
        return graph().getFailureInfo().getExceptionAsString();
    }

    /** How often the job has been restarted. */
    public int restarts() throws Exception {
        return source().stream()
                .mapToInt(task -> task.getCurrentExecutionAttempt().getAttemptNumber())
                .max()
                .orElse(0);
    }

    /** Takes a checkpoint, of which sources and sinks have yet to hear. */
    public void checkpoint() throws Exception {
        cluster.triggerCheckpoint(client.getJobID(), CheckpointType.CONFIGURED)
                .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Takes a savepoint as {@code flink savepoint} does: the job goes on, and nothing is committed.
     *
     * @return the savepoint
     */
    public Path savepoint(Path directory) throws Exception {
        String savepoint =
                client.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        return Path.of(URI.create(savepoint));
    }

    /**
     * Stops the job as {@code flink stop} does.
     *
     * @return the savepoint
     */
    public Path stop(Path directory) throws Exception {
        String savepoint =
                client.stopWithSavepoint(
                                false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        awaitStatus(JobStatus.FINISHED);
        return Path.of(URI.create(savepoint));
    }

    /** Cancels the job; harmless where it has ended. */
    public void cancel() throws Exception {
        if (!status().isGloballyTerminalState()) {
            client.cancel().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            awaitStatus(JobStatus.CANCELED);
        }
    }

    public JobStatus status() throws Exception {
        return client.getJobStatus().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void awaitStatus(JobStatus status) {
        Patience.await().until(this::status, status::equals);
    }

    /** What the subtasks report under this name, in no order. */
    public List<Long> metric(String name) {
        return metrics.getMetricsByIdentifiers(client.getJobID()).entrySet().stream()
                .filter(metric -> metric.getKey().endsWith('.' + name))
                .map(metric -> value(metric.getValue()))
                .toList();
    }

    /** The sum of {@link #metric} over all subtasks. */
    public long total(String name) {
        return metric(name).stream().mapToLong(Long::longValue).sum();
    }

    private static long value(Metric metric) {
        return metric instanceof Counter counter
                ? counter.getCount()
                : ((Number) ((Gauge<?>) metric).getValue()).longValue();
    }
}
