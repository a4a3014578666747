package com.k2.sequence.flow.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions as Flink's connector does, but never lets Kafka's client choose another offset
 * by itself: the client has {@code auto.offset.reset=none}, so it reports an offset that is not in
 * the log, with the offset. So no loss goes unnoticed, after a restore or when the job has fallen
 * behind.
 *
 * <p>Used by the thread that fetches.
 */
@SuppressWarnings("try") // the connector's close() may be interrupted
final class PartitionReader extends KafkaPartitionSplitReader {

    private final OffsetKeeper keeper;
    private final long withoutCommitted;

    /**
     * @param withoutCommitted where a partition begins, as a marker of {@link KafkaPartitionSplit},
     *     that a savepoint of version 0.1 leaves to the group's offsets and that has none
     */
    PartitionReader(
            Properties properties,
            SourceReaderContext context,
            KafkaSourceReaderMetrics metrics,
            OffsetKeeper keeper,
            long withoutCommitted) {
        super(properties, context, metrics);
        this.keeper = keeper;
        this.withoutCommitted = withoutCommitted;
    }

    @Override
    public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() throws IOException {
        try {
            return super.fetch();
        } catch (OffsetOutOfRangeException outOfRange) {
            goOn(outOfRange);
            return new RecordsBySplits.Builder<ConsumerRecord<byte[], byte[]>>().build();
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> change) {
        try {
            super.handleSplitsChanges(change);
        } catch (NoOffsetForPartitionException noneCommitted) {
            seek(noneCommitted.partitions(), withoutCommitted);
        } catch (OffsetOutOfRangeException outOfRange) {
            try {
                goOn(outOfRange);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void goOn(OffsetOutOfRangeException outOfRange) throws IOException {
        Map<TopicPartition, OffsetAndMetadata> common =
                outOfRange instanceof LogTruncationException truncation
                        ? truncation.divergentOffsets()
                        : Map.of();
        for (Map.Entry<TopicPartition, Long> lost :
                outOfRange.offsetOutOfRangePartitions().entrySet()) {
            TopicPartition partition = lost.getKey();
            OffsetAndMetadata known = common.get(partition);
            long target =
                    known == null
                            ? keeper.goOn(partition, lost.getValue())
                            : keeper.goOnAfterTruncation(
                                    partition, lost.getValue(), known.offset());
            seek(List.of(partition), target);
        }
    }

    /**
     * Starts the partition as the connector does; a partition that is assigned already stays
     * assigned, and keeps its end.
     */
    private void seek(Collection<TopicPartition> partitions, long offset) {
        super.handleSplitsChanges(
                new SplitsAddition<>(
                        partitions.stream()
                                .map(partition -> new KafkaPartitionSplit(partition, offset))
                                .toList()));
    }
}
