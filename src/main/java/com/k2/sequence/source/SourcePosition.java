package com.k2.sequence.source;

import java.io.Serializable;
import java.util.Objects;

/**
 * Where a message is in its source.
 *
 * @param source its partition, never null
 * @param offset its offset there, from 0
 */
public record SourcePosition(SourcePartition source, long offset) implements Serializable {

    public SourcePosition {
        Objects.requireNonNull(source, "source");
        if (offset < 0) {
            throw new IllegalArgumentException(
                    "an offset is counted from 0, not " + source + '@' + offset);
        }
    }

    /** A position in a topic whose id is not known. */
    public SourcePosition(String topic, int partition, long offset) {
        this(new SourcePartition(topic, null, partition), offset);
    }

    /**
     * Reads what {@link #toString()} wrote; the topic's id is not in it.
     *
     * @throws IllegalArgumentException if the text is not a position
     */
    public static SourcePosition parse(String text) {
        int at = text.lastIndexOf('@');
        int slash = text.lastIndexOf('/', at);
        if (slash < 1) {
            throw new IllegalArgumentException(
                    "not a source position (topic/partition@offset): " + text);
        }
        try {
            return new SourcePosition(
                    text.substring(0, slash),
                    Integer.parseInt(text.substring(slash + 1, at)),
                    Long.parseLong(text.substring(at + 1)));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "not a source position (topic/partition@offset): " + text, notANumber);
        }
    }

    public String topic() {
        return source.topic();
    }

    public int partition() {
        return source.partition();
    }

    /** This position in the topic with this id (null if it is not known). */
    public SourcePosition inTopic(String topicId) {
        return new SourcePosition(
                new SourcePartition(source.topic(), topicId, source.partition()), offset);
    }

    /** This position without the mark of a loss before it. */
    public SourcePosition withoutLoss() {
        return source.lostBefore() == 0
                ? this
                : new SourcePosition(source.withLossBefore(0), offset);
    }

    /** Whether this position is {@code other} or before it in the same partition. */
    public boolean isAtOrBefore(SourcePosition other) {
        return offset <= other.offset && source.isSameAs(other.source);
    }

    /** {@code topic/partition@offset}, as Redis holds it and log lines show it. */
    @Override
    public String toString() {
        return source.toString() + '@' + offset;
    }
}
