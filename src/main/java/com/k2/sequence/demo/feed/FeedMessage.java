package com.k2.sequence.demo.feed;

import com.k2.sequence.tracking.InstrumentKey;
import java.nio.charset.StandardCharsets;

/**
 * A message for Kafka, and the outcome that it must have.
 *
 * @param instrument the key it is sent with; an unreadable message need not name it
 * @param value the Kafka record's value, never null
 * @param outcome the outcome; a gap by its severity
 */
public record FeedMessage(InstrumentKey instrument, byte[] value, Outcome outcome) {

    /** The Kafka record's key: messages of one instrument stay in one partition. */
    public byte[] key() {
        return instrument.toString().getBytes(StandardCharsets.UTF_8);
    }
}
