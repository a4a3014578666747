package com.k2.sequence.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.io.wire.WireTypes;
import com.k2.sequence.tracking.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SourceRecordDeserializerTest {

    private final SourceRecordDeserializer deserializer = new SourceRecordDeserializer();

    private SourceRecord deserialize(ConsumerRecord<byte[], byte[]> record) {
        List<SourceRecord> out = new ArrayList<>();
        deserializer.deserialize(record, new ListCollector<>(out));
        assertThat(out).hasSize(1);
        return out.get(0);
    }

    @Test
    void takesARecordAsItComes() {
        byte[] key = {1};
        byte[] value = {2};
        Headers headers = TestRecords.headersOf("trace", "1");

        assertThat(
                        deserialize(
                                new ConsumerRecord<>(
                                        "ticks",
                                        3,
                                        42,
                                        1_768_125_600_127L,
                                        TimestampType.CREATE_TIME,
                                        1,
                                        1,
                                        key,
                                        value,
                                        headers,
                                        Optional.empty())))
                .isEqualTo(
                        new SourceRecord(
                                new SourcePosition("ticks", 3, 42),
                                1_768_125_600_127L,
                                key,
                                value,
                                headers));
    }

    @Test
    void takesATombstoneWithoutTimestamp() {
        SourceRecord record = deserialize(new ConsumerRecord<>("ticks", 0, 0, null, null));

        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(record.timestamp()).isEqualTo(-1);
        assertThat(record.headers()).isEmpty();
    }

    @Test
    void namesItsType() {
        assertThat(deserializer.getProducedType()).isEqualTo(WireTypes.SOURCE_RECORD);
    }
}
