package com.k2.sequence.operator;

import com.k2.sequence.tracking.TrackingRules;
import java.io.Serializable;
import java.util.Objects;

/**
 * What the tracking operator is set up with.
 *
 * @param rules the rule's numbers, never null
 * @param lineage orders jobs in time, in milliseconds since 1970: fixed when a job is submitted. A
 *     job restored from a checkpoint goes on with the lineage it finds there
 * @param onOutage what to do while the store is away, never null
 * @param maxWaiting most messages a subtask keeps waiting for their key's lookup, at least 1
 * @param pipelineSize most keys in one round trip to the store, at least 1
 * @param maxLagMillis how long, in milliseconds, an update may be kept back to gather others, from
 *     0: then none is
 */
public record TrackingSettings(
        TrackingRules rules,
        long lineage,
        OutagePolicy onOutage,
        int maxWaiting,
        int pipelineSize,
        long maxLagMillis)
        implements Serializable {

    /**
     * @throws IllegalArgumentException if a bound is below its least
     */
    public TrackingSettings {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(onOutage, "onOutage");
        if (maxWaiting < 1 || pipelineSize < 1 || maxLagMillis < 0) {
            throw new IllegalArgumentException(
                    "most waiting messages and most keys in a pipeline must be at least 1, the"
                            + " longest lag 0 ms, not "
                            + maxWaiting
                            + ", "
                            + pipelineSize
                            + " and "
                            + maxLagMillis
                            + " ms");
        }
    }
}
