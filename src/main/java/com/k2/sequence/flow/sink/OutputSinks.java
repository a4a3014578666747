package com.k2.sequence.flow.sink;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.tracking.verdict.EventKind;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the outputs go; one that is null, or absent from the events, is not written.
 *
 * @param unsequenced to the topic of the sequenced records too, by a sink of its own: were both
 *     streams joined before one sink, every sequenced record would cross the network to it
 * @param events the sink of each kind that has a topic
 */
public record OutputSinks(
        Sink<CheckedRecord> sequenced,
        Sink<CheckedRecord> unsequenced,
        Map<EventKind, Sink<SequenceEvent>> events,
        Sink<DeadLetter> deadLetters) {}
