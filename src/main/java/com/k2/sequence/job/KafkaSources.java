package com.k2.sequence.job;

import com.k2.sequence.io.SourceRecord;
import com.k2.sequence.io.SourceRecordDeserializer;
import java.util.Map;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Makes the sources. */
final class KafkaSources {

    /** What {@code kafka.properties.*} may change. */
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    // What a producer's transaction has not committed is no message.
                    "isolation.level", "read_committed",
                    "allow.auto.create.topics", "false",
                    "max.poll.records", "5000");

    private static final String DISCOVERY_INTERVAL = "partition.discovery.interval.ms";

    private KafkaSources() {}

    /**
     * @param ends where the partitions ended that are read from their end; null where that is to be
     *     found out when the job runs
     */
    static KafkaSource<SourceRecord> source(
            KafkaSettings kafka, SourceSettings settings, Map<TopicPartition, Long> ends) {
        KafkaSourceBuilder<SourceRecord> builder =
                builder(kafka, settings.name(), settings.bounded())
                        .setStartingOffsets(settings.start().offsets(ends));
        if (settings.topicPattern() == null) {
            builder.setTopics(settings.topics());
        } else {
            builder.setTopicPattern(settings.topicPattern());
        }
        return builder.build();
    }

    /**
     * The source of commands. It goes on at the group's offsets. Where the group has none it begins
     * at the end: what somebody told an earlier job, perhaps long ago, is not for this one.
     *
     * @param from where the partitions are to be read from; null where that is to be found out when
     *     the job runs. As with {@link StartPosition#offsets}, it would then be found out again by
     *     a job that fails before its first checkpoint, and be past what has come meanwhile
     * @param bounded whether to stop at the end found at the start, so that a job does not wait for
     *     commands when its last source has ended
     */
    // The connector still asks for a type that the Kafka client has deprecated.
    @SuppressWarnings("deprecation")
    static KafkaSource<SourceRecord> commands(
            KafkaSettings kafka, String topic, Map<TopicPartition, Long> from, boolean bounded) {
        return builder(kafka, SequenceTrackerOptions.CONTROL_TOPIC.key(), bounded)
                .setTopics(topic)
                .setStartingOffsets(
                        from == null
                                ? OffsetsInitializer.committedOffsets(OffsetResetStrategy.LATEST)
                                : OffsetsInitializer.offsets(from, OffsetResetStrategy.EARLIEST))
                .build();
    }

    private static KafkaSourceBuilder<SourceRecord> builder(
            KafkaSettings kafka, String name, boolean bounded) {
        KafkaSourceBuilder<SourceRecord> builder =
                KafkaSource.<SourceRecord>builder()
                        .setProperties(kafka.over(DEFAULTS))
                        .setBootstrapServers(kafka.bootstrapServers())
                        .setGroupId(kafka.groupId())
                        .setClientIdPrefix(kafka.groupId() + '-' + name)
                        .setDeserializer(new SourceRecordDeserializer(new KafkaTopicIds(kafka)));
        if (bounded) {
            builder.setBounded(OffsetsInitializer.latest());
        } else if (!kafka.properties().containsKey(DISCOVERY_INTERVAL)) {
            builder.setProperty(DISCOVERY_INTERVAL, "30000");
        }
        return builder;
    }
}
