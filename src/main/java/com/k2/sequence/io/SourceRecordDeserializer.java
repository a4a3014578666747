package com.k2.sequence.io;

import com.k2.sequence.io.wire.WireTypes;
import com.k2.sequence.tracking.SourcePartition;
import com.k2.sequence.tracking.SourcePosition;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes Kafka records as they come; what they hold is read later, where it can be routed.
 *
 * <p>Each gets the id of its topic, which is asked for with the first record of the topic, and
 * again when offsets go back: within an attempt a source never reads a partition twice, so the
 * topic has been created anew meanwhile. Used by one thread.
 */
public final class SourceRecordDeserializer
        implements KafkaRecordDeserializationSchema<SourceRecord> {

    private final TopicIds topicIds;

    private transient Map<TopicPartition, Progress> partitions;

    /** Of the record before: most come many in a row from one partition. */
    private transient Progress current;

    public SourceRecordDeserializer(TopicIds topicIds) {
        this.topicIds = topicIds;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out)
            throws IOException {
        out.collect(
                new SourceRecord(
                        new SourcePosition(sourceOf(record), record.offset()),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()));
    }

    private SourcePartition sourceOf(ConsumerRecord<?, ?> record) throws IOException {
        if (current == null || !current.isOf(record)) {
            current = progressOf(record);
        }
        if (record.offset() < current.nextOffset) {
            String topic = record.topic();
            partitions.keySet().removeIf(partition -> partition.topic().equals(topic));
            current = progressOf(record);
        }
        current.nextOffset = record.offset() + 1;
        return current.source;
    }

    private Progress progressOf(ConsumerRecord<?, ?> record) throws IOException {
        if (partitions == null) {
            partitions = new HashMap<>();
        }
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Progress progress = partitions.get(partition);
        if (progress == null) {
            progress =
                    new Progress(
                            new SourcePartition(
                                    record.topic(), idOf(record.topic()), record.partition()));
            partitions.put(partition, progress);
        }
        return progress;
    }

    private String idOf(String topic) throws IOException {
        for (Progress known : partitions.values()) {
            if (known.source.topic().equals(topic)) {
                return known.source.topicId();
            }
        }
        return topicIds.idOf(topic);
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return WireTypes.SOURCE_RECORD;
    }

    private static final class Progress {
        private final SourcePartition source;
        private long nextOffset;

        private Progress(SourcePartition source) {
            this.source = source;
        }

        private boolean isOf(ConsumerRecord<?, ?> record) {
            return source.partition() == record.partition()
                    && source.topic().equals(record.topic());
        }
    }
}
