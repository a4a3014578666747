package com.k2.sequence.job;

/** What Kafka lets a topic be called. */
final class TopicNames {

    /** What a topic's name must be, in words that follow a wrong one. */
    static final String RIGHT =
            "must be a topic name: at most 249 letters, digits, '.', '_' and '-'";

    private TopicNames() {}
}
