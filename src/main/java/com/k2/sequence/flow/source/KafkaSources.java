package com.k2.sequence.flow.source;

import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.kafka.ControlOptions;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.kafka.OutOfRangeSettings;
import com.k2.sequence.message.SourceRecord;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates the sources. */
public final class KafkaSources {

    /** What {@code kafka.properties.*} may change. */
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    // Records of uncommitted transactions are not messages.
                    "isolation.level", "read_committed",
                    "allow.auto.create.topics", "false",
                    "max.poll.records", "5000");

    /** What the job relies on; overrides {@code kafka.properties.*}. */
    private static final Map<String, String> FIXED =
            Map.of(
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class.getName(),
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class.getName(),
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    "false");

    private static final String DISCOVERY_INTERVAL = "partition.discovery.interval.ms";

    /**
     * They and their acknowledgements take some 700 bytes each, and as many may follow while a
     * checkpoint is under way: 28 MB.
     */
    private static final int COMMANDS_PER_CHECKPOINT = 20_000;

    private KafkaSources() {}

    /**
     * @param ends the end offsets of the partitions that are read from their end; null to look them
     *     up when the job runs
     */
    public static FeedSource source(
            KafkaSettings kafka, SourceSettings settings, Map<TopicPartition, Long> ends) {
        Properties consumer = consumer(kafka, settings.groupIn(kafka), settings.name());
        KafkaSourceBuilder<SourceRecord> builder =
                builder(kafka, consumer, settings.bounded())
                        .setStartingOffsets(StartOffsets.of(settings.start(), ends));
        if (settings.topicPattern() == null) {
            builder.setTopics(settings.topics());
        } else {
            builder.setTopicPattern(settings.topicPattern());
        }
        return source(
                builder,
                kafka,
                consumer,
                settings.outOfRange(),
                KafkaPartitionSplit.EARLIEST_OFFSET);
    }

    /**
     * The source of commands. It continues at the group's offsets. Without any it begins at the
     * end: commands to an earlier job, perhaps from long ago, are not for this one. Commands wait
     * in memory for a checkpoint; more than a number of them wait in their topic.
     *
     * @param from where the partitions are to be read from; null to look that up when the job runs.
     *     As with {@link StartOffsets#of}, a job that fails before its first checkpoint then looks
     *     it up again, and skips what has come in between
     * @param bounded whether to stop at the end found at the start, so that a job does not wait for
     *     commands when its last source has ended
     * @param outOfRange what to do where commands were removed before they were read
     */
    // The connector still asks for a type that the Kafka client has deprecated.
    @SuppressWarnings("deprecation")
    public static Source<SourceRecord, ?, ?> commands(
            KafkaSettings kafka,
            String topic,
            Map<TopicPartition, Long> from,
            boolean bounded,
            OutOfRangeSettings outOfRange) {
        Properties consumer = consumer(kafka, kafka.groupId(), ControlOptions.TOPIC.key());
        OffsetsInitializer start =
                from == null
                        ? OffsetsInitializer.offsets(Map.of(), OffsetResetStrategy.LATEST)
                        : OffsetsInitializer.offsets(from, OffsetResetStrategy.EARLIEST);
        FeedSource all =
                source(
                        builder(kafka, consumer, bounded)
                                .setTopics(topic)
                                .setStartingOffsets(new StartOffsets(start)),
                        kafka,
                        consumer,
                        outOfRange,
                        KafkaPartitionSplit.LATEST_OFFSET);
        return new LimitedSource<>(all, COMMANDS_PER_CHECKPOINT);
    }

    private static Properties consumer(KafkaSettings kafka, String group, String name) {
        Properties consumer = kafka.over(DEFAULTS);
        consumer.putAll(FIXED);
        consumer.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        consumer.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
        consumer.setProperty(
                KafkaSourceOptions.CLIENT_ID_PREFIX.key(), kafka.groupId() + '-' + name);
        consumer.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return consumer;
    }

    private static KafkaSourceBuilder<SourceRecord> builder(
            KafkaSettings kafka, Properties consumer, boolean bounded) {
        Properties properties = new Properties();
        properties.putAll(consumer);
        // The builder sets it from the start, and warns where it is set already.
        properties.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
        KafkaSourceBuilder<SourceRecord> builder =
                KafkaSource.<SourceRecord>builder()
                        .setProperties(properties)
                        .setDeserializer(
                                new SourceRecordDeserializer(new KafkaTopicIds(kafka), null));
        if (bounded) {
            builder.setBounded(OffsetsInitializer.latest());
        } else if (!kafka.properties().containsKey(DISCOVERY_INTERVAL)) {
            builder.setProperty(DISCOVERY_INTERVAL, "30000");
        }
        return builder;
    }

    private static FeedSource source(
            KafkaSourceBuilder<SourceRecord> builder,
            KafkaSettings kafka,
            Properties consumer,
            OutOfRangeSettings outOfRange,
            long withoutCommitted) {
        return new FeedSource(builder.build(), kafka, consumer, outOfRange, withoutCommitted);
    }
}
