package com.k2.sequence.demo;

import com.k2.sequence.demo.feed.Tally;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where an embedded run gets its messages from, and what the job must make of them. */
interface Feed extends AutoCloseable {

    /** The topics that its records are for. */
    List<String> topics();

    /** The job's options by which it reads this feed from those topics. */
    Map<String, String> jobOptions();

    /**
     * The next record; called by one thread.
     *
     * @return null at the end
     */
    ProducerRecord<byte[], byte[]> next() throws IOException;

    /** What the records given out so far must be found to be; may be read by other threads. */
    Tally expected();

    /** The state that must be in Redis after the records given out so far. */
    Map<InstrumentKey, SequenceState> states();

    /** A note for a person about the records given out so far; null if there is none. */
    default String note() {
        return null;
    }

    @Override
    default void close() throws IOException {}
}
