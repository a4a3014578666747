package com.k2.sequence.decode.avro;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.json.JsonMessageDecoder;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SourceRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Decodes Avro messages in Confluent's wire format: a byte 0, four bytes of the schema's id in the
 * registry, the record. Each message is read by the schema it was written with, and fields are
 * found by their names, so writers may change their schema as they like.
 *
 * <p>The fields are judged as those of a JSON message are, by the same decoder.
 */
public final class AvroMessageDecoder implements MessageDecoder {

    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Readers are many classes' worth of state; a feed has a few schemas. */
    private static final int MAX_READERS = 100;

    private final List<List<String>> paths;
    private final JsonMessageDecoder judge;
    private final SchemaCache schemas;
    private final Map<Schema, AvroReader> readers = new IdentityHashMap<>();

    /**
     * @param fields a JSON Pointer's names are those of nested records
     * @param maxRecordBytes as {@link JsonMessageDecoder} takes it
     */
    public AvroMessageDecoder(FeedFields fields, int maxRecordBytes, RegistryOptions registry) {
        this(
                fields,
                maxRecordBytes,
                new SchemaCache(new RegistryClient(registry), System::nanoTime));
    }

    AvroMessageDecoder(FeedFields fields, int maxRecordBytes, SchemaCache schemas) {
        this.paths = fields.pointers().stream().map(AvroMessageDecoder::names).distinct().toList();
        this.judge =
                new JsonMessageDecoder(
                        fields, maxRecordBytes, fields.timestampFormat().readerOfLogicalTypesToo());
        this.schemas = schemas;
    }

    private static List<String> names(JsonPointer pointer) {
        return Arrays.asList(pointer.toString().substring(1).split("/"));
    }

    @Override
    public Decoded decode(SourceRecord record) throws InterruptedException {
        DeadLetter refused = judge.refused(record);
        if (refused != null) {
            return refused;
        }
        byte[] value = record.value();
        if (value.length < HEADER_BYTES || value[0] != MAGIC) {
            return malformed(
                    record,
                    "the value does not begin with a byte 0 and four bytes of a schema's id, as"
                            + " serialisers with a schema registry write");
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        if (id <= 0) {
            return malformed(
                    record, "the value names schema " + id + "; registries count ids from 1");
        }
        FoundSchema found = schemas.find(id);
        if (found.schema() == null) {
            return malformed(record, "schema " + id + ": " + found.problem());
        }
        byte[] document;
        try {
            document = document(found.schema(), value);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return malformed(
                    record,
                    "the value is no record of schema "
                            + id
                            + ": cut off, longer, or of another schema");
        }
        return judge.decode(record, document);
    }

    @Override
    public String timeProblem() {
        return judge.timeProblem();
    }

    @Override
    public List<String> fieldNames(SourceRecord record) throws InterruptedException {
        Schema schema = schemas.find(ByteBuffer.wrap(record.value()).getInt(1)).schema();
        return schema == null ? List.of() : SchemaFields.of(schema);
    }

    private byte[] document(Schema schema, byte[] value) throws IOException {
        AvroReader reader = readers.get(schema);
        if (reader == null) {
            if (readers.size() >= MAX_READERS) {
                readers.clear();
            }
            reader = new AvroReader(schema, paths);
            readers.put(schema, reader);
        }
        return bytes(reader.read(value, HEADER_BYTES));
    }

    private static byte[] bytes(ObjectNode document) throws JsonProcessingException {
        return JSON.writeValueAsBytes(document);
    }

    private static DeadLetter malformed(SourceRecord record, String problem) {
        return new DeadLetter(record, Reason.MALFORMED, problem);
    }
}
