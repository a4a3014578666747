package com.k2.sequence.chaos.outage;

import com.fasterxml.jackson.databind.JsonNode;
import com.k2.sequence.testing.server.FlinkCluster;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What a running job reports of itself, read through the REST interface. For one thread. */
final class JobGauges {

    private static final String READ = "Source__Read_ticks.numRecordsIn";
    private static final String JUDGED = "Track_sequence.numRecordsIn";
    private static final String WAITING = "Track_sequence.cold_waiting";
    private static final String PENDING = "Track_sequence.redis_pending";

    private final FlinkCluster flink;
    private final String job;
    private final String source;
    private final String tracking;

    /**
     * The numbers of all subtasks together, a second old at most.
     *
     * @param read messages that the source has read
     * @param judged of those, the ones that came to the tracking operator
     * @param waiting messages that wait for a lookup
     * @param pending keys whose newest state is not in Redis yet
     */
    record Numbers(long read, long judged, long waiting, long pending) {}

    /**
     * Completed checkpoints.
     *
     * @param count how many
     * @param bytes the size of the newest
     */
    record Checkpoints(int count, long bytes) {}

    JobGauges(FlinkCluster flink, String job) throws IOException {
        this.flink = flink;
        this.job = job;
        this.source = vertex("Read ticks");
        this.tracking = vertex("Track sequence");
    }

    /**
     * The newest numbers.
     *
     * @throws IOException if nobody answers, or not all subtasks have reported their numbers yet
     */
    Numbers numbers() throws IOException {
        Map<String, Long> read = sums(source, READ);
        Map<String, Long> tracked = sums(tracking, JUDGED, WAITING, PENDING);
        return new Numbers(
                read.get(READ), tracked.get(JUDGED), tracked.get(WAITING), tracked.get(PENDING));
    }

    Checkpoints checkpoints() throws IOException {
        JsonNode checkpoints = flink.get("/jobs/" + job + "/checkpoints");
        return new Checkpoints(
                checkpoints.at("/counts/completed").asInt(),
                checkpoints.at("/latest/completed/state_size").asLong());
    }

    /** How often it was started again. */
    int restarts() throws IOException {
        return flink.get("/jobs/" + job + "/metrics?get=numRestarts").path(0).path("value").asInt();
    }

    /** Sums over all subtasks. */
    private Map<String, Long> sums(String vertex, String... metrics) throws IOException {
        Map<String, Long> sums = new HashMap<>();
        String path =
                String.format(
                        "/jobs/%s/vertices/%s/subtasks/metrics?agg=sum&get=%s",
                        job, vertex, String.join(",", metrics));
        for (JsonNode metric : flink.get(path)) {
            sums.put(metric.get("id").asText(), metric.get("sum").asLong());
        }
        if (sums.size() < metrics.length) {
            throw new IOException("not all metrics are known yet: " + path + ": " + sums);
        }
        return sums;
    }

    private String vertex(String name) throws IOException {
        for (JsonNode vertex : flink.get("/jobs/" + job).get("vertices")) {
            if (vertex.get("name").asText().contains(name)) {
                return vertex.get("id").asText();
            }
        }
        throw new IOException("the job has no task '" + name + "'");
    }
}
