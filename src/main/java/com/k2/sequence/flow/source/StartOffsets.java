package com.k2.sequence.flow.source;

import com.k2.sequence.config.source.StartPosition;
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

    /**
     * Where each partition is begun.
     *
     * <p>A source asks when it runs, and one that is recreated before its first checkpoint asks
     * again. {@code latest} would then be past what has come meanwhile, so its offsets are those of
     * the submission; a partition that was not there then is read from its beginning. A time gives
     * the same place each time: no message at or after it lies before the first such message.
     *
     * @param ends where the partitions ended when the job was submitted; null if that is not known
     */
    static StartOffsets of(StartPosition start, Map<TopicPartition, Long> ends) {
        return new StartOffsets(
                switch (start.kind()) {
                    // The group's offsets, where it has some.
                    case COMMITTED ->
                            OffsetsInitializer.offsets(Map.of(), OffsetResetStrategy.EARLIEST);
                    case EARLIEST -> OffsetsInitializer.earliest();
                    case LATEST ->
                            ends == null
                                    ? OffsetsInitializer.latest()
                                    : OffsetsInitializer.offsets(
                                            ends, OffsetResetStrategy.EARLIEST);
                    case TIME -> OffsetsInitializer.timestamp(start.time().toEpochMilli());
                });
    }

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
