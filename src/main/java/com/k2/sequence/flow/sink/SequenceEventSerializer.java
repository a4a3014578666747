package com.k2.sequence.flow.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictDetail;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes an event to its topic: the key is {@code <exchange>.<symbol>}, the value one JSON object
 * whose bytes depend on the event alone.
 *
 * <p>The record gets the time of writing as its Kafka timestamp. The message's own time stands in
 * the value: as Kafka timestamp it would have the broker refuse an event ahead of its clock ({@code
 * message.timestamp.after.max.ms}), for ever, and delete one of an old recording.
 */
public final class SequenceEventSerializer
        implements KafkaRecordSerializationSchema<SequenceEvent> {

    /** All characters as UTF-8; half of a surrogate pair, which is none, is escaped. */
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();

    private static final int TYPICAL_BYTES = 384;

    private final String topic;

    public SequenceEventSerializer(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            SequenceEvent event, KafkaSinkContext context, Long flinkTimestamp) {
        String key = event.instrument().toString();
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), toJson(event));
    }

    private static byte[] toJson(SequenceEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(event, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(SequenceEvent event, JsonGenerator json) throws IOException {
        SequenceVerdict verdict = event.verdict();
        json.writeStartObject();
        json.writeStringField("event_type", verdict.type().name());
        json.writeStringField("exchange", event.instrument().exchange());
        json.writeStringField("symbol", event.instrument().symbol());
        if (verdict.hasExpected()) {
            json.writeNumberField("expected_sequence", verdict.expected());
        } else {
            json.writeNullField("expected_sequence");
        }
        json.writeNumberField("actual_sequence", event.sequence());
        if (event.lastSequence() != event.sequence()) {
            json.writeNumberField("actual_last", event.lastSequence());
        }
        if (verdict.missing() > 0) {
            json.writeNumberField("gap_size", verdict.missing());
        }
        if (verdict.type() == VerdictType.GAP) {
            json.writeStringField("severity", verdict.severity().name());
            if (event.followsLoss()) {
                json.writeStringField("cause", "retention");
            }
        }
        if (verdict.detail() != null) {
            writeLarger(event, verdict.detail(), json);
        }
        json.writeStringField("timestamp", EpochNanos.format(event.timestamp()));
        if (event.lastTimestamp() != SequenceState.NO_TIMESTAMP) {
            json.writeStringField("last_timestamp", EpochNanos.format(event.lastTimestamp()));
        }
        writeSource(event.position(), json);
        json.writeEndObject();
    }

    /** What only sources of the larger rule have. */
    private static void writeLarger(SequenceEvent event, VerdictDetail detail, JsonGenerator json)
            throws IOException {
        switch (event.verdict().type()) {
            case RESET -> json.writeStringField("cause", detail.cause().word());
            case OUT_OF_ORDER -> json.writeStringField("cause", detail.lateness());
            default -> {}
        }
        if (detail.missingRanges() != null) {
            json.writeStringField("gap_id", GapIds.of(event.instrument(), event.position()));
            json.writeStringField("missing", detail.missingRanges());
        }
        if (detail.fills() != null) {
            json.writeStringField("fills", GapIds.of(event.instrument(), detail.fills()));
        }
        if (event.epoch() != null) {
            json.writeStringField("epoch", event.epoch());
        }
    }

    private static void writeSource(SourcePosition position, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("source");
        json.writeStringField("topic", position.topic());
        json.writeNumberField("partition", position.partition());
        json.writeNumberField("offset", position.offset());
        if (position.index() != SourcePosition.NO_INDEX) {
            json.writeNumberField("index", position.index());
        }
        json.writeEndObject();
    }
}
