package com.k2.sequence.flow.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.wire.WireTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceRecordDeserializerTest {

    /** The ids that topics have now; how often they were asked for. */
    private static final Map<String, String> IDS = new HashMap<>();

    private static final List<String> ASKED = new ArrayList<>();

    private final RetentionLosses losses = new RetentionLosses();

    private final SourceRecordDeserializer deserializer =
            new SourceRecordDeserializer(
                    topic -> {
                        ASKED.add(topic);
                        return IDS.get(topic);
                    },
                    losses);

    @BeforeEach
    void forget() {
        IDS.clear();
        ASKED.clear();
    }

    private SourceRecord deserialize(ConsumerRecord<byte[], byte[]> record) throws IOException {
        List<SourceRecord> out = new ArrayList<>();
        deserializer.deserialize(record, new ListCollector<>(out));
        assertThat(out).hasSize(1);
        return out.get(0);
    }

    @Test
    void takesARecordAsItComes() throws IOException {
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
    void takesATombstoneWithoutTimestamp() throws IOException {
        SourceRecord record = deserialize(new ConsumerRecord<>("ticks", 0, 0, null, null));

        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(record.timestamp()).isEqualTo(-1);
        assertThat(record.headers()).isEmpty();
    }

    @Test
    void asksForATopicsIdOnce() throws IOException {
        IDS.put("ticks", "ticks-id");
        IDS.put("trades", "trades-id");

        assertThat(topicIdOf("ticks", 0, 5)).isEqualTo("ticks-id");
        assertThat(topicIdOf("ticks", 1, 2)).isEqualTo("ticks-id");
        assertThat(topicIdOf("trades", 0, 0)).isEqualTo("trades-id");
        assertThat(topicIdOf("ticks", 0, 6)).isEqualTo("ticks-id");
        assertThat(topicIdOf("quotes", 0, 6)).isNull();

        assertThat(ASKED).containsExactly("ticks", "trades", "quotes");
    }

    @Test
    void asksAgainWhenOffsetsGoBack() throws IOException {
        IDS.put("ticks", "first");
        topicIdOf("ticks", 0, 5);
        topicIdOf("ticks", 1, 7);
        IDS.put("ticks", "second");

        assertThat(topicIdOf("ticks", 1, 8)).isEqualTo("first");
        assertThat(topicIdOf("ticks", 0, 0)).isEqualTo("second");
        // Fetched before the topic was deleted.
        assertThat(topicIdOf("ticks", 1, 9)).isEqualTo("first");
        assertThat(topicIdOf("ticks", 1, 0)).isEqualTo("second");
        assertThat(topicIdOf("ticks", 0, 1)).isEqualTo("second");
        assertThat(topicIdOf("ticks", 2, 0)).isEqualTo("second");
        assertThat(ASKED).containsExactly("ticks", "ticks", "ticks");
    }

    private String topicIdOf(String topic, int partition, long offset) throws IOException {
        return deserialize(new ConsumerRecord<>(topic, partition, offset, null, null))
                .position()
                .source()
                .topicId();
    }

    /** Transactions and compaction leave offsets out too; those are no loss. */
    @Test
    void marksWhatFollowsALossAndNothingElse() throws IOException {
        TopicPartition partition = new TopicPartition("ticks", 0);
        assertThat(lostBefore("ticks", 5)).isZero();
        assertThat(lostBefore("ticks", 7)).isZero();

        losses.add(partition, 20);

        // Fetched before the loss.
        assertThat(lostBefore("ticks", 9)).isZero();
        assertThat(lostBefore("ticks", 20)).isEqualTo(20);
        assertThat(lostBefore("ticks", 21)).isEqualTo(20);
        assertThat(lostBefore("ticks", 23)).isEqualTo(20);
        assertThat(lostBefore("quotes", 3)).isZero();
        losses.add(partition, 31);
        assertThat(lostBefore("ticks", 31)).isEqualTo(31);
        losses.forget(partition);
        assertThat(lostBefore("ticks", 0)).isZero();
        assertThat(lostBefore("ticks", 40)).isZero();
    }

    private long lostBefore(String topic, long offset) throws IOException {
        return deserialize(new ConsumerRecord<>(topic, 0, offset, null, null))
                .position()
                .source()
                .lostBefore();
    }

    @Test
    void namesItsType() {
        assertThat(deserializer.getProducedType()).isEqualTo(WireTypes.SOURCE_RECORD);
    }
}
