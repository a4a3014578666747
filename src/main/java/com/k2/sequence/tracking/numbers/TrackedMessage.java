package com.k2.sequence.tracking.numbers;

/** A message as the larger rule takes it: its numbers, its times and its place. */
public interface TrackedMessage extends SequenceNumbers {

    /** Its own time, in nanoseconds since 1970-01-01T00:00:00Z. */
    long timestamp();

    /** When its log took it in, in nanoseconds since 1970-01-01T00:00:00Z. */
    long logTime();

    /**
     * Its place in its log, {@code topic/partition@offset}, with {@code #index} where the record
     * holds several messages. Made where it is asked for: only what is remembered of a gap is.
     */
    String place();
}
