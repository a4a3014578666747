package com.k2.sequence.flow.source;

import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.wire.WireTypes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes Kafka records unchanged; they are decoded later, where the result can be routed.
 *
 * <p>Each gets the id of its topic, which is asked for with the first record of the topic, and
 * again when a partition's offsets go back: within an attempt a source never reads one twice, so
 * the topic has been created again. Other partitions keep their id until their offsets go back:
 * records of them that were fetched before may still come.
 *
 * <p>A record's partition is marked with the loss before it, if retention removed messages before
 * this reader read them. Used by one thread.
 */
public final class SourceRecordDeserializer
        implements KafkaRecordDeserializationSchema<SourceRecord> {

    private final TopicIds topicIds;
    private final transient RetentionLosses losses;

    private transient Map<TopicPartition, Progress> partitions;

    /** As they were answered last, by topic. */
    private transient Map<String, String> knownIds;

    /** Of the record before: most come many in a row from one partition. */
    private transient Progress current;

    /**
     * @param losses what the reader of these records lost; null before it is known who reads
     */
    public SourceRecordDeserializer(TopicIds topicIds, RetentionLosses losses) {
        this.topicIds = topicIds;
        this.losses = losses;
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
        if (record.offset() != current.nextOffset) {
            jump(record);
        }
        current.nextOffset = record.offset() + 1;
        return current.source;
    }

    /** Offsets have holes where a transaction ended, and in compacted topics. */
    private void jump(ConsumerRecord<?, ?> record) throws IOException {
        if (record.offset() < current.nextOffset) {
            knownIds.remove(record.topic());
            current = newProgress(record);
        }
        long lostBefore = losses.before(new TopicPartition(record.topic(), record.partition()));
        if (lostBefore > current.source.lostBefore() && lostBefore <= record.offset()) {
            current.source = current.source.withLossBefore(lostBefore);
        }
    }

    private Progress progressOf(ConsumerRecord<?, ?> record) throws IOException {
        if (partitions == null) {
            partitions = new HashMap<>();
            knownIds = new HashMap<>();
        }
        Progress known = partitions.get(new TopicPartition(record.topic(), record.partition()));
        return known == null ? newProgress(record) : known;
    }

    private Progress newProgress(ConsumerRecord<?, ?> record) throws IOException {
        String topic = record.topic();
        if (!knownIds.containsKey(topic)) {
            knownIds.put(topic, topicIds.idOf(topic));
        }
        Progress progress =
                new Progress(new SourcePartition(topic, knownIds.get(topic), record.partition()));
        partitions.put(new TopicPartition(topic, record.partition()), progress);
        return progress;
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return WireTypes.SOURCE_RECORD;
    }

    private static final class Progress {
        private SourcePartition source;
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
