package com.k2.sequence.operator.engine;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the tracking operator is set up with.
 *
 * @param rules the rule of each source, in their order; at least one
 * @param submission orders jobs in time, in milliseconds since 1970: fixed when a job is submitted.
 *     It is the lineage of a job that starts without state; one that is restored goes on with the
 *     lineage it finds in its checkpoint
 * @param onOutage what to do while the store is unavailable, never null
 * @param maxWaiting most messages a subtask keeps waiting for their key's lookup, at least 1
 * @param pipelineSize most keys in one round trip to the store, at least 1
 * @param maxLagMillis how long, in milliseconds, an update may be kept back to gather others, from
 *     0: then none is
 * @param longestUncommittedMillis how long, in milliseconds, what was emitted may wait for a
 *     complete checkpoint before the task fails and sends the job back to its last one; 0: for ever
 * @param longestStoreWaitMillis how long, in milliseconds, a checkpoint waits for a store that
 *     answers, but slowly, at least 1: first for lookups, then for updates. Under {@link
 *     OutagePolicy#STALL} it waits for as long as that takes
 * @param stateTtlMillis how long, in milliseconds, the state of a key stays after its last message,
 *     at least 1; or {@link #FOR_EVER}
 * @param exchanges those that metrics name; empty: any
 */
public record TrackingSettings(
        List<SourceRule> rules,
        long submission,
        OutagePolicy onOutage,
        int maxWaiting,
        int pipelineSize,
        long maxLagMillis,
        long longestUncommittedMillis,
        long longestStoreWaitMillis,
        long stateTtlMillis,
        Set<String> exchanges)
        implements Serializable {

    /** In place of a time to live of state. */
    public static final long FOR_EVER = Long.MAX_VALUE;

    /**
     * @throws IllegalArgumentException if a bound is below its least
     */
    public TrackingSettings {
        rules = List.copyOf(rules);
        Objects.requireNonNull(onOutage, "onOutage");
        exchanges = Set.copyOf(exchanges);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("there is no source, and so no rule");
        }
        if (maxWaiting < 1
                || pipelineSize < 1
                || maxLagMillis < 0
                || longestUncommittedMillis < 0
                || longestStoreWaitMillis < 1) {
            throw new IllegalArgumentException(
                    "most waiting messages, most keys in a pipeline and the longest wait for the"
                            + " store must be at least 1, the longest lag and the longest wait for"
                            + " a checkpoint 0 ms, not "
                            + maxWaiting
                            + ", "
                            + pipelineSize
                            + ", "
                            + longestStoreWaitMillis
                            + " ms, "
                            + maxLagMillis
                            + " ms and "
                            + longestUncommittedMillis
                            + " ms");
        }
    }
}
