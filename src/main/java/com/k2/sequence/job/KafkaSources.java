package com.k2.sequence.job;

import com.k2.sequence.io.SourceRecord;
import com.k2.sequence.io.SourceRecordDeserializer;
import java.util.Map;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
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
        String clientId = kafka.groupId() + '-' + settings.name();
        KafkaSourceBuilder<SourceRecord> builder =
                KafkaSource.<SourceRecord>builder()
                        .setProperties(kafka.over(DEFAULTS))
                        .setBootstrapServers(kafka.bootstrapServers())
                        .setGroupId(kafka.groupId())
                        .setClientIdPrefix(clientId)
                        .setStartingOffsets(settings.start().offsets(ends))
                        .setDeserializer(new SourceRecordDeserializer(new KafkaTopicIds(kafka)));
        if (!settings.bounded() && !kafka.properties().containsKey(DISCOVERY_INTERVAL)) {
            builder.setProperty(DISCOVERY_INTERVAL, "30000");
        }
        if (settings.topicPattern() == null) {
            builder.setTopics(settings.topics());
        } else {
            builder.setTopicPattern(settings.topicPattern());
        }
        if (settings.bounded()) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return builder.build();
    }
}
