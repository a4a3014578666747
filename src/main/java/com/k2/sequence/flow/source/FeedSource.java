package com.k2.sequence.flow.source;

import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.kafka.OutOfRangeSettings;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.wire.WireTypes;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Flink's Kafka source, with {@link FeedReader} and {@link PartitionReader} instead of its own
 * readers. Its state is that of Flink's source.
 */
final class FeedSource
        implements Source<SourceRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<SourceRecord> {

    private static final long serialVersionUID = 1;

    private final KafkaSource<SourceRecord> source;
    private final KafkaSettings kafka;
    private final Properties consumer;
    private final OutOfRangeSettings outOfRange;
    private final long withoutCommitted;

    /**
     * @param source knows the topics and where they begin
     * @param consumer all properties of the consumer
     * @param withoutCommitted as {@link PartitionReader} takes it
     */
    FeedSource(
            KafkaSource<SourceRecord> source,
            KafkaSettings kafka,
            Properties consumer,
            OutOfRangeSettings outOfRange,
            long withoutCommitted) {
        this.source = source;
        this.kafka = kafka;
        this.consumer = consumer;
        this.outOfRange = outOfRange;
        this.withoutCommitted = withoutCommitted;
    }

    @Override
    public SourceReader<SourceRecord, KafkaPartitionSplit> createReader(
            SourceReaderContext context) {
        RetentionLosses losses = new RetentionLosses();
        OffsetKeeper keeper =
                new OffsetKeeper(
                        outOfRange,
                        new LogRanges(kafka, consumer),
                        losses,
                        context.metricGroup().counter(OffsetKeeper.LOST_BY_RETENTION));
        KafkaSourceReaderMetrics metrics = new KafkaSourceReaderMetrics(context.metricGroup());
        FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue =
                new FutureCompletingBlockingQueue<>();
        return new FeedReader(
                queue,
                new KafkaSourceFetcherManager(
                        queue,
                        () ->
                                new PartitionReader(
                                        consumer, context, metrics, keeper, withoutCommitted),
                        finished -> {}),
                new KafkaRecordEmitter<>(
                        new SourceRecordDeserializer(new KafkaTopicIds(kafka), losses)),
                configuration(),
                context,
                metrics);
    }

    /** The connector's own options are among the consumer's properties. */
    private Configuration configuration() {
        Configuration configuration = new Configuration();
        consumer.stringPropertyNames()
                .forEach(name -> configuration.setString(name, consumer.getProperty(name)));
        return configuration;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        return source.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return WireTypes.SOURCE_RECORD;
    }
}
