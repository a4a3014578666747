package com.k2.sequence.operator.engine;

import com.k2.sequence.tracking.TrackingRule;
import java.io.Serializable;
import java.util.Objects;

/**
 * By which rule the messages of a source are judged.
 *
 * @param source its name, for messages
 */
public record SourceRule(String source, TrackingRule rule) implements Serializable {

    public SourceRule {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(rule, "rule");
    }
}
