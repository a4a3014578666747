package com.k2.sequence.kafka;

import org.apache.kafka.common.internals.Topic;

/** What Kafka lets a topic be called. */
public final class TopicNames {

    /** What a topic's name must be, in words that follow a wrong one. */
    public static final String RIGHT =
            "must be a topic name: at most 249 letters, digits, '.', '_' and '-'";

    private TopicNames() {}

    public static boolean isValid(String name) {
        return Topic.isValid(name);
    }
}
