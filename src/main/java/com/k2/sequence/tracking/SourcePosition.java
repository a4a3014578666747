package com.k2.sequence.tracking;

import java.io.Serializable;
import java.util.Objects;

/**
 * Where a message stands in its source.
 *
 * @param topic the Kafka topic, never null
 * @param partition the partition, from 0
 * @param offset the offset in that partition, from 0
 */
public record SourcePosition(String topic, int partition, long offset) implements Serializable {

    public SourcePosition {
        Objects.requireNonNull(topic, "topic");
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "a source position needs a partition and an offset from 0, not "
                            + topic
                            + '/'
                            + partition
                            + '@'
                            + offset);
        }
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if the text is no position
     */
    public static SourcePosition parse(String text) {
        int at = text.lastIndexOf('@');
        int slash = text.lastIndexOf('/', at);
        if (slash < 1) {
            throw new IllegalArgumentException(
                    "no source position (topic/partition@offset): " + text);
        }
        try {
            return new SourcePosition(
                    text.substring(0, slash),
                    Integer.parseInt(text.substring(slash + 1, at)),
                    Long.parseLong(text.substring(at + 1)));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "no source position (topic/partition@offset): " + text, notANumber);
        }
    }

    /** Whether both positions are in one partition of one topic, so that their offsets compare. */
    public boolean sharesPartitionWith(SourcePosition other) {
        return partition == other.partition && topic.equals(other.topic);
    }

    /** Whether this message stands at {@code other} or before it in the same partition. */
    public boolean isAtOrBefore(SourcePosition other) {
        return offset <= other.offset && sharesPartitionWith(other);
    }

    /** {@code topic/partition@offset}, as Redis holds it and log lines show it. */
    @Override
    public String toString() {
        return topic + '/' + partition + '@' + offset;
    }
}
