package com.k2.sequence.source;

import java.io.Serializable;
import java.util.Objects;

/**
 * Where a message is in its source: partition, offset and, where the record holds several messages,
 * its index there. A record that is one message is in the same place as the first of several: so
 * {@code @42} and {@code @42#0} are equal, and each is read back as it was written.
 *
 * <p>The index is in a class of its own, so that positions of records take no room for one.
 */
public sealed class SourcePosition implements Serializable {

    private static final long serialVersionUID = 1L;

    /** In place of an index where the record is one message. */
    public static final int NO_INDEX = -1;

    private final SourcePartition source;
    private final long offset;

    /**
     * The position of a record, and of the one message in it.
     *
     * @param source its partition, never null
     * @param offset its offset there, from 0
     */
    public SourcePosition(SourcePartition source, long offset) {
        this.source = Objects.requireNonNull(source, "source");
        this.offset = offset;
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
     * A position.
     *
     * @param index of the message among those of its record, from 0; {@link #NO_INDEX} where the
     *     record is one message
     */
    public static SourcePosition of(SourcePartition source, long offset, int index) {
        return index == NO_INDEX
                ? new SourcePosition(source, offset)
                : new InRecord(source, offset, index);
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
        int hash = text.indexOf('#', at);
        try {
            return of(
                    new SourcePartition(
                            text.substring(0, slash),
                            null,
                            Integer.parseInt(text.substring(slash + 1, at))),
                    Long.parseLong(text.substring(at + 1, hash < 0 ? text.length() : hash)),
                    hash < 0 ? NO_INDEX : parseIndex(text.substring(hash + 1)));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "not a source position (topic/partition@offset): " + text, notANumber);
        }
    }

    private static int parseIndex(String text) {
        int index = Integer.parseInt(text);
        if (index < 0) {
            throw new NumberFormatException(text);
        }
        return index;
    }

    public SourcePartition source() {
        return source;
    }

    public long offset() {
        return offset;
    }

    /**
     * The place of the message among those of its record, from 0; {@link #NO_INDEX} where the
     * record is one message.
     */
    public int index() {
        return NO_INDEX;
    }

    public String topic() {
        return source.topic();
    }

    public int partition() {
        return source.partition();
    }

    /**
     * The position of a message of the record that is here.
     *
     * @param index as {@link #of} takes it
     */
    public SourcePosition at(int index) {
        return index == index() ? this : of(source, offset, index);
    }

    /** This position in another object for its partition. */
    SourcePosition in(SourcePartition other) {
        return other == source ? this : of(other, offset, index());
    }

    /** This position in the topic with this id (null if it is not known). */
    public SourcePosition inTopic(String topicId) {
        return in(new SourcePartition(source.topic(), topicId, source.partition()));
    }

    /** This position without the mark of a loss before it. */
    public SourcePosition withoutLoss() {
        return in(source.withLossBefore(0));
    }

    /** Whether this position is {@code other} or before it in the same partition. */
    public final boolean isAtOrBefore(SourcePosition other) {
        return (offset < other.offset || offset == other.offset && place() <= other.place())
                && source.isSameAs(other.source);
    }

    /** The index, which is that of the first message where the record is one. */
    private int place() {
        return Math.max(index(), 0);
    }

    @Override
    public final boolean equals(Object other) {
        return this == other
                || other instanceof SourcePosition that
                        && offset == that.offset
                        && place() == that.place()
                        && source.equals(that.source);
    }

    @Override
    public final int hashCode() {
        return 31 * (31 * source.hashCode() + Long.hashCode(offset)) + place();
    }

    /**
     * {@code topic/partition@offset}, with {@code #index} behind it where the record holds several
     * messages: as Redis holds it and log lines show it.
     */
    @Override
    public String toString() {
        return source.toString() + '@' + offset;
    }

    /** Of a message among several in its record. */
    private static final class InRecord extends SourcePosition {

        private static final long serialVersionUID = 1L;

        private final int index;

        InRecord(SourcePartition source, long offset, int index) {
            super(source, offset);
            this.index = index;
            if (index < 0) {
                throw new IllegalArgumentException(
                        "an index is counted from 0, not " + super.toString() + '#' + index);
            }
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public String toString() {
            return super.toString() + '#' + index;
        }
    }
}
