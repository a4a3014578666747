package com.k2.sequence.benchmark.growth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a case has shown.
 *
 * @param metSeconds from the job's submission until one message of each key has come out: of the
 *     tracking operator, until all cold keys are known again
 * @param metJvmSeconds of a processor that the JVM took for that
 * @param metRedisSeconds of a processor that Redis took for that
 * @param rate messages a second, once every key is known
 * @param heapBytes of the JVM after a collection
 * @param residentBytes of the process, state outside of the heap included
 * @param firstCheckpoint after every key was met, with the sources at rest
 * @param checkpoint in the middle of a stage, at full rate
 * @param redisBytesPerKey with the rows of the job itself; 0 without Redis
 * @param redisCommandsPerMessage while the rate was measured, those within scripts included
 * @param rows in Redis that were compared
 */
record GrowthResult(
        double metSeconds,
        double metJvmSeconds,
        double metRedisSeconds,
        double rate,
        long heapBytes,
        long residentBytes,
        CheckpointFigures firstCheckpoint,
        CheckpointFigures checkpoint,
        double redisBytesPerKey,
        double redisCommandsPerMessage,
        long rows) {

    private static final List<String> NAMES =
            List.of(
                    "metSeconds",
                    "metJvmCpuSeconds",
                    "metRedisCpuSeconds",
                    "messagesPerSecond",
                    "heapBytes",
                    "residentBytes",
                    "firstCheckpointBytes",
                    "firstCheckpointMillis",
                    "firstCheckpointBeforeBarrierMillis",
                    "firstCheckpointSyncMillis",
                    "checkpointBytes",
                    "checkpointMillis",
                    "checkpointBeforeBarrierMillis",
                    "checkpointSyncMillis",
                    "redisBytesPerKey",
                    "redisCommandsPerMessage",
                    "rowsCompared");

    /** Every figure by its name, with its unit, for a result file. */
    Map<String, Double> figures() {
        String[] values = toCsv().split(",");
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String name : NAMES) {
            figures.put(name, Double.parseDouble(values[figures.size()]));
        }
        return figures;
    }

    /** In a line, to hand it from JVM to JVM. */
    String toCsv() {
        return String.format(
                Locale.ROOT,
                "%.3f,%.2f,%.2f,%.0f,%d,%d,%s,%s,%.1f,%.5f,%d",
                metSeconds,
                metJvmSeconds,
                metRedisSeconds,
                rate,
                heapBytes,
                residentBytes,
                csv(firstCheckpoint),
                csv(checkpoint),
                redisBytesPerKey,
                redisCommandsPerMessage,
                rows);
    }

    private static String csv(CheckpointFigures figures) {
        return figures.bytes()
                + ","
                + figures.total()
                + ","
                + figures.beforeBarrier()
                + ","
                + figures.synchronous();
    }

    /** The reverse of {@link #toCsv}. */
    static GrowthResult parse(String csv) {
        String[] v = csv.split(",");
        if (v.length != NAMES.size()) {
            throw new IllegalArgumentException("no result of " + NAMES.size() + " columns: " + csv);
        }
        return new GrowthResult(
                Double.parseDouble(v[0]),
                Double.parseDouble(v[1]),
                Double.parseDouble(v[2]),
                Double.parseDouble(v[3]),
                Long.parseLong(v[4]),
                Long.parseLong(v[5]),
                figures(v, 6),
                figures(v, 10),
                Double.parseDouble(v[14]),
                Double.parseDouble(v[15]),
                Long.parseLong(v[16]));
    }

    private static CheckpointFigures figures(String[] values, int from) {
        return new CheckpointFigures(
                Long.parseLong(values[from]),
                Long.parseLong(values[from + 1]),
                Long.parseLong(values[from + 2]),
                Long.parseLong(values[from + 3]));
    }
}
