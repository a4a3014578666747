package com.k2.sequence.flow.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes a record to the sequenced topic: key, value, timestamp and headers as they came, the
 * verdict in headers after them. Where the record brought headers of the same names they stay, and
 * the last one is ours.
 *
 * <p>A record without a key goes to the partition that Kafka gives to the key {@code
 * <exchange>.<symbol>}, so that an instrument's messages stay in order; with a key, or without an
 * instrument, the partition is left to Kafka.
 */
public final class SequencedRecordSerializer
        implements KafkaRecordSerializationSchema<CheckedRecord> {

    private static final String EVENT = "sequence-event";
    private static final String EXPECTED = "sequence-expected";
    private static final String GAP_SIZE = "sequence-gap-size";

    private static final String FILLS = "sequence-fills";
    private static final String MESSAGE = "sequence-message";

    private static final int MOST_DIGITS = Long.toString(Long.MAX_VALUE).length();

    private static final Map<VerdictType, Header> EVENT_HEADERS = eventHeaders();
    private static final Header UNSEQUENCED = header(EVENT, "UNSEQUENCED");
    private static final Header EXPECTED_DUPLICATE = header("sequence-duplicate", "expected");
    private static final Header REPLAYED = header("sequence-replayed", "true");

    private final String topic;

    /** Room for those of any number, written again for each; this is used by one thread. */
    private final byte[] digits = new byte[MOST_DIGITS];

    public SequencedRecordSerializer(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            CheckedRecord checked, KafkaSinkContext context, Long flinkTimestamp) {
        SourceRecord record = checked.record();
        ProducerRecord<byte[], byte[]> out =
                new ProducerRecord<>(
                        topic,
                        partition(checked, context),
                        KafkaTimestamps.orNull(record.timestamp()),
                        record.key(),
                        record.value(),
                        record.headers());
        addHeaders(checked, out.headers());
        return out;
    }

    private Integer partition(CheckedRecord checked, KafkaSinkContext context) {
        InstrumentKey instrument = checked.instrument();
        if (checked.record().key() != null || instrument == null) {
            return null;
        }
        int[] partitions = context.getPartitionsForTopic(topic);
        int hash = Utils.toPositive(Utils.murmur2(instrument.toString().getBytes(UTF_8)));
        return partitions[hash % partitions.length];
    }

    private void addHeaders(CheckedRecord checked, Headers headers) {
        SequenceVerdict verdict = checked.verdict();
        if (verdict == null) {
            headers.add(UNSEQUENCED);
            return;
        }
        headers.add(EVENT_HEADERS.get(verdict.type()));
        if (verdict.hasExpected()) {
            headers.add(header(EXPECTED, verdict.expected()));
        }
        if (verdict.gapSize() > 0) {
            headers.add(header(GAP_SIZE, verdict.gapSize()));
        }
        if (verdict.isExpectedDuplicate()) {
            headers.add(EXPECTED_DUPLICATE);
        }
        if (verdict.detail() != null && verdict.detail().fills() != null) {
            headers.add(header(FILLS, GapIds.of(checked.instrument(), verdict.detail().fills())));
        }
        if (checked.index() != MessageExtras.ALONE) {
            headers.add(header(MESSAGE, checked.index()));
        }
        if (checked.replayed()) {
            headers.add(REPLAYED);
        }
    }

    private static Map<VerdictType, Header> eventHeaders() {
        Map<VerdictType, Header> headers = new EnumMap<>(VerdictType.class);
        for (VerdictType type : VerdictType.values()) {
            headers.put(type, header(EVENT, type.name()));
        }
        return headers;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private Header header(String name, long value) {
        int length = NumberOutput.outputLong(value, digits, 0);
        return new RecordHeader(name, Arrays.copyOf(digits, length));
    }
}
