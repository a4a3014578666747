package com.k2.sequence.flow.source;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions begin, and nothing else: the connector would have Kafka's client take a strategy
 * from it for offsets that are not in the log, in a restored job too. That is {@link
 * PartitionReader}'s.
 */
// The connector still asks for a type that the Kafka client has deprecated.
@SuppressWarnings("deprecation")
record StartOffsets(OffsetsInitializer start) implements OffsetsInitializer {

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        return start.getPartitionOffsets(partitions, retriever);
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
