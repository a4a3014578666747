package com.k2.sequence.flow.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.stream.IntStream;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SequencedRecordSerializerTest {

    private static final InstrumentKey BHP = new InstrumentKey("asx", "BHP");

    private static final SequenceVerdict GAP =
            new SequenceVerdict(VerdictType.GAP, 1002, 3, GapSeverity.MINOR);

    private final SequencedRecordSerializer serializer = new SequencedRecordSerializer("sequenced");

    private ProducerRecord<byte[], byte[]> serialize(CheckedRecord checked) {
        return serializer.serialize(checked, new Partitions(12), 5L);
    }

    private String[] headersOf(SequenceVerdict verdict, boolean replayed) {
        SourceRecord record = TestRecords.of("{}");
        return TestRecords.textOf(
                serialize(new CheckedRecord(record, BHP, verdict, replayed)).headers());
    }

    @Test
    void passesTheRecordOnAsItCame() {
        SourceRecord record = TestRecords.of("key", "\0 any bytes", "trace", "1", "empty", null);

        ProducerRecord<byte[], byte[]> out = serialize(new CheckedRecord(record, BHP, GAP, false));

        assertThat(out.topic()).isEqualTo("sequenced");
        assertThat(out.key()).isSameAs(record.key());
        assertThat(out.value()).isSameAs(record.value());
        assertThat(out.timestamp()).isEqualTo(record.timestamp());
        assertThat(out.partition()).as("Kafka's partitioner, by the key").isNull();
        assertThat(TestRecords.textOf(out.headers()))
                .containsExactly(
                        "trace=1",
                        "empty=null",
                        "sequence-event=GAP",
                        "sequence-expected=1002",
                        "sequence-gap-size=3");
    }

    @ParameterizedTest
    @EnumSource(
            value = VerdictType.class,
            names = {"GAP"},
            mode = EnumSource.Mode.EXCLUDE)
    void tellsTheVerdictAndWhatWasExpected(VerdictType type) {
        assertThat(headersOf(SequenceVerdict.of(type, 7), false))
                .containsExactly("sequence-event=" + type, "sequence-expected=7");
        assertThat(headersOf(SequenceVerdict.of(type, SequenceVerdict.NONE), false))
                .containsExactly("sequence-event=" + type);
    }

    @Test
    void marksAReplayedMessage() {
        assertThat(headersOf(SequenceVerdict.NOTHING_EXPECTED, true))
                .containsExactly("sequence-event=NORMAL", "sequence-replayed=true");
    }

    @Test
    void tellsAnUnsequencedMessage() {
        ProducerRecord<byte[], byte[]> out =
                serialize(CheckedRecord.unsequenced(TestRecords.of("{}")));

        assertThat(TestRecords.textOf(out.headers())).containsExactly("sequence-event=UNSEQUENCED");
        assertThat(out.partition()).isNull();
    }

    @Test
    void appendsItsHeadersAfterThoseOfTheSameNames() {
        SourceRecord record =
                TestRecords.of("key", "{}", "sequence-event", "RESET", "sequence-gap-size", "99");
        RecordHeaders before = new RecordHeaders(record.headers());

        ProducerRecord<byte[], byte[]> out = serialize(new CheckedRecord(record, BHP, GAP, false));

        assertThat(TestRecords.textOf(out.headers()))
                .containsExactly(
                        "sequence-event=RESET",
                        "sequence-gap-size=99",
                        "sequence-event=GAP",
                        "sequence-expected=1002",
                        "sequence-gap-size=3");
        assertThat(out.headers().lastHeader("sequence-event").value())
                .isEqualTo("GAP".getBytes(UTF_8));
        assertThat(record.headers()).as("the source record's").isEqualTo(before);
    }

    @Test
    void addsToHeadersThatCantBeChanged() {
        RecordHeaders readOnly = new RecordHeaders();
        readOnly.setReadOnly();
        SourceRecord record =
                new SourceRecord(TestRecords.POSITION, 0, null, new byte[0], readOnly);

        assertThat(serialize(CheckedRecord.unsequenced(record)).headers()).hasSize(1);
    }

    @Test
    void leavesTheTimeToKafkaWhereTheRecordHadNone() {
        SourceRecord record =
                new SourceRecord(TestRecords.POSITION, -1, null, null, new RecordHeaders());

        ProducerRecord<byte[], byte[]> out = serialize(CheckedRecord.unsequenced(record));

        assertThat(out.timestamp()).isNull();
        assertThat(out.value()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"asx, BHP", "asx, CBA", "binance, BTCUSDT", "x, 😀", "x, a\ud83d"})
    void keepsAnInstrumentWithoutKeyInThePartitionOfItsName(String exchange, String symbol) {
        InstrumentKey instrument = new InstrumentKey(exchange, symbol);
        int ofItsName =
                BuiltInPartitioner.partitionForKey(instrument.toString().getBytes(UTF_8), 12);

        ProducerRecord<byte[], byte[]> out =
                serialize(new CheckedRecord(TestRecords.of("{}"), instrument, GAP, false));

        assertThat(out.partition()).isEqualTo(ofItsName);
    }

    @Test
    void travelsWithTheJob() throws Exception {
        assertThat(
                        InstantiationUtil.clone(serializer)
                                .serialize(
                                        CheckedRecord.unsequenced(TestRecords.of("{}")),
                                        new Partitions(1),
                                        null)
                                .topic())
                .isEqualTo("sequenced");
    }

    /** A topic of so many partitions. */
    private record Partitions(int count) implements KafkaSinkContext {

        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return IntStream.range(0, count).toArray();
        }
    }
}
