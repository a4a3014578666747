package com.k2.sequence.job;

import org.apache.kafka.common.internals.Topic;

/** What Kafka lets a topic be called. */
final class TopicNames {

    /** What a topic's name must be, in words that follow a wrong one. */
    static final String RIGHT =
            "must be a topic name: at most 249 letters, digits, '.', '_' and '-'";

    private TopicNames() {}

    static boolean isValid(String name) {
        return Topic.isValid(name);
    }
}
