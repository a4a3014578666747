package com.k2.sequence.decode.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.TimestampFormat;
import com.k2.sequence.decode.json.JsonMessageDecoder;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.testing.server.SchemaRegistryServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/**
 * That a message says the same in Avro and in JSON, whatever its schema: the same message, or a
 * dead letter with the same reason and the same text.
 */
class AvroAndJsonTest {

    private static final int SHAPES = 1_000;
    private static final int MESSAGES_OF_A_SHAPE = 3;
    private static final int MAX_BYTES = 200_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the four fields may stand: on top, or in a record that may be absent or null. */
    private static final List<String> FIELDS = List.of("venue", "symbol", "seq", "sent");

    private enum Outcome {
        MESSAGE,
        UNSEQUENCED,
        MISSING_FIELD,
        INVALID_SEQUENCE,
        INVALID_TIMESTAMP,
        TOO_LARGE,
        OTHER
    }

    private final SplittableRandom random = new SplittableRandom(20_260_111);
    private final AvroShapes shapes = new AvroShapes(random);

    @Test
    void agreeOnEveryMessage() throws Exception {
        Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
        try (SchemaRegistryServer registry = SchemaRegistryServer.start()) {
            RegistrySettings options =
                    new RegistrySettings(registry.url(), null, null, Duration.ofSeconds(60));
            SchemaCache cache = new SchemaCache(new RegistryClient(options), System::nanoTime);
            for (int id = 1; id <= SHAPES; id++) {
                Shape shape = new Shape();
                registry.register(id, shape.schema.toString());
                MessageDecoder avro = new AvroMessageDecoder(shape.feed, MAX_BYTES, cache);
                MessageDecoder json = new JsonMessageDecoder(shape.feed, MAX_BYTES);
                for (int i = 0; i < MESSAGES_OF_A_SHAPE; i++) {
                    ObjectNode document = JSON.createObjectNode();
                    GenericRecord record = shape.message(document);
                    SourceRecord inAvro = record(SchemaRegistryServer.message(id, record));
                    SourceRecord inJson = record(JSON.writeValueAsBytes(document));
                    Decoded expected = json.decode(inJson);
                    assertThat(said(avro.decode(inAvro), avro))
                            .as("%s with %s by %s", shape.schema, document, shape.feed)
                            .isEqualTo(said(expected, json));
                    seen.merge(outcome(expected), 1, Integer::sum);
                }
            }
        }
        assertThat(seen.keySet())
                .as("each outcome was met, not one alone: %s", seen)
                .containsExactlyInAnyOrder(
                        Outcome.MESSAGE,
                        Outcome.UNSEQUENCED,
                        Outcome.MISSING_FIELD,
                        Outcome.INVALID_SEQUENCE,
                        Outcome.INVALID_TIMESTAMP,
                        Outcome.TOO_LARGE);
    }

    private static SourceRecord record(byte[] value) {
        return new SourceRecord(
                new SourcePosition("ticks", 0, 1),
                1_768_125_600_000L,
                null,
                value,
                new RecordHeaders());
    }

    /** All that a decoder says of a record, without the record. */
    private static List<Object> said(Decoded decoded, MessageDecoder decoder) {
        if (decoded instanceof SequencedMessage message) {
            return Arrays.asList(
                    message.instrument(),
                    message.first(),
                    message.last(),
                    message.timestamp(),
                    decoder.timeProblem());
        }
        return decoded instanceof DeadLetter dead
                ? List.of(dead.reason(), dead.message())
                : List.of(decoded.getClass());
    }

    private static Outcome outcome(Decoded decoded) {
        if (decoded instanceof SequencedMessage) {
            return Outcome.MESSAGE;
        }
        if (!(decoded instanceof DeadLetter dead)) {
            return Outcome.UNSEQUENCED;
        }
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.name().equals(dead.reason().name()))
                .findFirst()
                .orElse(Outcome.OTHER);
    }

    /** A feed and a schema that goes with it, more or less. */
    private final class Shape {

        private final Map<String, AvroShapes.Kind> kinds = new TreeMap<>();
        private final boolean nested = random.nextBoolean();
        private final boolean outerIsNullable = random.nextBoolean();
        private final Schema inner;
        private final Schema schema;
        private final FeedFields feed;

        Shape() {
            List<Schema.Field> fields = new ArrayList<>();
            for (String name : FIELDS) {
                shapes.addOthers(fields);
                if (random.nextInt(40) > 0) {
                    AvroShapes.Kind kind = shapes.kindFor(name);
                    kinds.put(name, kind);
                    fields.add(new Schema.Field(name, kind.schema()));
                }
            }
            shapes.addOthers(fields);
            inner = Schema.createRecord("Inner", null, "market", false, fields);
            schema = nested ? outer() : inner;
            feed =
                    new FeedFields(
                            null,
                            pointer("venue"),
                            random.nextBoolean()
                                    ? List.of(pointer("symbol"))
                                    : List.of(pointer("symbol"), pointer("venue")),
                            null,
                            pointer("seq"),
                            pointer("sent"),
                            new TimestampFormat(timestampFormat()),
                            random.nextBoolean()
                                    ? InvalidTimestamp.DEAD_LETTER
                                    : InvalidTimestamp.RECORD_TIME);
        }

        private Schema outer() {
            List<Schema.Field> fields = new ArrayList<>();
            shapes.addOthers(fields);
            Schema declared =
                    outerIsNullable
                            ? Schema.createUnion(Schema.create(Schema.Type.NULL), inner)
                            : inner;
            fields.add(new Schema.Field("data", declared));
            shapes.addOthers(fields);
            return Schema.createRecord("Outer", null, "market", false, fields);
        }

        private JsonPointer pointer(String name) {
            return JsonPointer.compile(nested ? "/data/" + name : "/" + name);
        }

        /** A time that the schema declares is ISO-8601 in JSON. */
        private String timestampFormat() {
            AvroShapes.Kind kind = kinds.get("sent");
            List<String> formats =
                    kind != null && kind.isTime()
                            ? List.of("auto", "iso")
                            : List.of("auto", "iso", "epoch-ms", "epoch-ns", "uuuuMMdd HH:mm:ss");
            return formats.get(random.nextInt(formats.size()));
        }

        /** A message, which is written to {@code document} too. */
        private GenericRecord message(ObjectNode document) {
            if (!nested) {
                return inner(document);
            }
            GenericRecord record = shapes.withOthers(schema);
            if (outerIsNullable && random.nextInt(10) == 0) {
                document.putNull("data");
            } else {
                record.put("data", inner(document.putObject("data")));
            }
            return record;
        }

        private GenericRecord inner(ObjectNode document) {
            GenericRecord record = shapes.withOthers(inner);
            kinds.forEach(
                    (name, kind) -> {
                        AvroShapes.Value value = shapes.value(kind, name);
                        record.put(name, value.avro());
                        document.set(name, value.json());
                    });
            return record;
        }
    }
}
