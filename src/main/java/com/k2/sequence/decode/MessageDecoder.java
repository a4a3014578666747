package com.k2.sequence.decode;

import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SourceRecord;
import java.util.List;

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
     * The names of a record's fields, without values, for a person who looks for one: few and
     * short. Only asked for where a record has not what it should have.
     *
     * @throws InterruptedException as {@link #decode} does
     */
    default List<String> fieldNames(SourceRecord record) throws InterruptedException {
        return List.of();
    }

    /**
     * Why the message decoded last was given the Kafka record's time in place of its own, for a
     * person; null where its own was read, or none is asked for.
     */
    default String timeProblem() {
        return null;
    }
}
