package com.k2.sequence.io;

/**
 * Decodes the records of one feed. Never throws for what a record holds: whatever can't be read is
 * a dead letter that says why. Reused from record to record; not thread-safe.
 */
@FunctionalInterface
public interface MessageDecoder {

    /**
     * Decodes one record.
     *
     * @throws InterruptedException if the thread is interrupted while it waits for what decoding
     *     needs beside the record
     */
    Decoded decode(SourceRecord record) throws InterruptedException;

    /**
     * Why the message decoded last was given the Kafka record's time in place of its own, for a
     * person; null where its own was read, or none is asked for.
     */
    default String timeProblem() {
        return null;
    }
}
