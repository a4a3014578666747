package com.k2.sequence.flow.source;

import com.k2.sequence.message.SourceRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads each partition once, even if it is assigned again.
 *
 * <p>The connector's enumerator looks for new partitions at a fixed rate, and looks up their
 * offsets in between. If a look takes longer than the interval, the next one finds the same
 * partitions new, and assigns them a second time; the reader would begin them again. A reader never
 * gives a partition back, so the first assignment is the one that counts.
 *
 * <p>Used by the task's thread alone.
 */
@SuppressWarnings("try") // Flink's close() may be interrupted
final class FeedReader extends KafkaSourceReader<SourceRecord> {

    private final Set<String> assigned = new HashSet<>();

    FeedReader(
            FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>>
                    queue,
            KafkaSourceFetcherManager fetchers,
            RecordEmitter<ConsumerRecord<byte[], byte[]>, SourceRecord, KafkaPartitionSplitState>
                    emitter,
            Configuration configuration,
            SourceReaderContext context,
            KafkaSourceReaderMetrics metrics) {
        super(queue, fetchers, emitter, configuration, context, metrics);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        List<KafkaPartitionSplit> further =
                splits.stream().filter(split -> assigned.add(split.splitId())).toList();
        if (!further.isEmpty()) {
            super.addSplits(further);
        }
    }
}
