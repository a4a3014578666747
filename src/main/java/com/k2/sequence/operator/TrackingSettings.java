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
 */
public record TrackingSettings(
        TrackingRules rules, long lineage, OutagePolicy onOutage, int maxWaiting, int pipelineSize)
        implements Serializable {

    /**
     * @throws IllegalArgumentException if a bound is below 1
     */
    public TrackingSettings {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(onOutage, "onOutage");
        if (maxWaiting < 1 || pipelineSize < 1) {
            throw new IllegalArgumentException(
                    "most waiting messages and most keys in a pipeline must be at least 1, not "
                            + maxWaiting
                            + " and "
                            + pipelineSize);
        }
    }
}
