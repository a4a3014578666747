package com.k2.sequence.flow.sink;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SequenceEvent;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the outputs go; one that is null is not written.
 *
 * @param unsequenced to the topic of the sequenced records too, by a sink of its own: were both
 *     streams joined before one sink, every sequenced record would cross the network to it
 */
public record OutputSinks(
        Sink<CheckedRecord> sequenced,
        Sink<CheckedRecord> unsequenced,
        Sink<SequenceEvent> gaps,
        Sink<SequenceEvent> resets,
        Sink<SequenceEvent> duplicates,
        Sink<SequenceEvent> outOfOrder,
        Sink<DeadLetter> deadLetters) {}
