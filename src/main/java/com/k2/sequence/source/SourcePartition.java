package com.k2.sequence.source;

import java.io.Serializable;
import java.util.Objects;

/**
 * One partition of a topic: within it offsets can be compared, and messages have an order.
 *
 * @param topic the Kafka topic, never null
 * @param topicId Kafka's topic id in its text form, which differs when a topic is deleted and
 *     created again; null if it is not known
 * @param partition from 0
 * @param lostBefore retention removed messages below this offset before the job had read them; 0
 *     where it removed none. It describes the messages that follow, and does not identify the
 *     partition
 */
public record SourcePartition(String topic, String topicId, int partition, long lostBefore)
        implements Serializable {

    public SourcePartition {
        Objects.requireNonNull(topic, "topic");
        if (partition < 0) {
            throw new IllegalArgumentException(
                    "a partition is numbered from 0, not " + topic + '/' + partition);
        }
    }

    /** A partition of which nothing was lost. */
    public SourcePartition(String topic, String topicId, int partition) {
        this(topic, topicId, partition, 0);
    }

    /** This partition after retention removed unread messages below an offset. */
    public SourcePartition withLossBefore(long offset) {
        return offset == lostBefore ? this : new SourcePartition(topic, topicId, partition, offset);
    }

    /**
     * Whether both are one partition, as far as is known: a topic without a known id may be any
     * topic of its name.
     */
    public boolean isSameAs(SourcePartition other) {
        return this == other
                || partition == other.partition
                        && topic.equals(other.topic)
                        && (topicId == null
                                || other.topicId == null
                                || topicId.equals(other.topicId));
    }

    /** {@code topic/partition}. */
    @Override
    public String toString() {
        return topic + '/' + partition;
    }
}
