package com.k2.sequence.decode;

import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SourceRecord;
import java.util.List;

/**
 * Decodes the records of one feed. Never throws for what a record holds: a record that can't be
 * read is a dead letter that says why. Reused from record to record; not thread-safe.
 */
@FunctionalInterface
public interface MessageDecoder {

    /**
     * Decodes one record.
     *
     * @throws InterruptedException if the thread is interrupted while it waits for a server, such
     *     as a schema registry
     */
    Decoded decode(SourceRecord record) throws InterruptedException;

    /**
     * The names of a record's fields, without values, to help a person find the right one: few and
     * short. Called only for records without an expected field.
     *
     * @throws InterruptedException as {@link #decode} does
     */
    default List<String> fieldNames(SourceRecord record) throws InterruptedException {
        return List.of();
    }

    /**
     * Why the message decoded last got the Kafka record's time instead of its own, for a person;
     * null if its own was read, or no field is configured for it.
     */
    default String timeProblem() {
        return null;
    }

    /** Frees what the decoder holds outside the heap; it is not used afterwards. */
    default void close() {}
}
