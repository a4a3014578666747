package com.k2.sequence.kafka;

import java.io.Serializable;

/** Knows what topics take now. */
@FunctionalInterface
public interface TopicLimitsSource extends Serializable {

    /** The limits of a topic; {@link TopicLimits#UNKNOWN} where they can't be asked for. */
    TopicLimits of(String topic);
}
