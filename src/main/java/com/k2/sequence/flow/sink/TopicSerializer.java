package com.k2.sequence.flow.sink;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Names the topics that a serializer writes to. It needs to know in order to find transactions that
 * a failed job left open there.
 */
final class TopicSerializer<T>
        implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    private final List<String> topics;
    private final KafkaRecordSerializationSchema<T> serializer;

    TopicSerializer(List<String> topics, KafkaRecordSerializationSchema<T> serializer) {
        this.topics = List.copyOf(topics);
        this.serializer = serializer;
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sinkContext) throws Exception {
        serializer.open(context, sinkContext);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            T element, KafkaSinkContext context, Long timestamp) {
        return serializer.serialize(element, context, timestamp);
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
    }
}
