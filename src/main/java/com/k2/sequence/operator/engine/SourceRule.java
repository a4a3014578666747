package com.k2.sequence.operator.engine;

import com.k2.sequence.tracking.rule.TrackingRule;
import java.io.Serializable;
import java.util.Objects;

/**
 * By which rule the messages of a source are judged.
 *
 * @param source its name, for messages
 * @param sequenced whether its messages go to the sequenced output; a second check of one topic
 *     does without
 */
public record SourceRule(String source, TrackingRule rule, boolean sequenced)
        implements Serializable {

    /** Of a source whose messages go to the sequenced output. */
    public SourceRule(String source, TrackingRule rule) {
        this(source, rule, true);
    }

    public SourceRule {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(rule, "rule");
    }
}
