package com.k2.sequence.check;

import com.k2.sequence.config.SinkSettings;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers answered when the job was submitted.
 *
 * @param deadLetterBytes most bytes that the topic of dead letters takes in one record; where it
 *     was not asked or can't be known, as many as any record of the job
 * @param ends where the partitions ended that a source is to read from their end, those of all such
 *     sources; null where it was not asked
 * @param commandsFrom where each partition of the control topic is to be read from; null where it
 *     was not asked or there is no such topic
 */
public record KafkaFindings(
        int deadLetterBytes,
        Map<TopicPartition, Long> ends,
        Map<TopicPartition, Long> commandsFrom) {

    /** Where nobody was asked. */
    public static KafkaFindings unasked(SinkSettings sinks) {
        return new KafkaFindings(sinks.maxRecordBytes(), null, null);
    }
}
