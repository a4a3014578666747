package com.k2.sequence.io;

import com.k2.sequence.io.wire.WireTypes;
import com.k2.sequence.tracking.SourcePosition;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes Kafka records as they come; what they hold is read later, where it can be routed. */
public final class SourceRecordDeserializer
        implements KafkaRecordDeserializationSchema<SourceRecord> {

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
        out.collect(
                new SourceRecord(
                        new SourcePosition(record.topic(), record.partition(), record.offset()),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()));
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return WireTypes.SOURCE_RECORD;
    }
}
