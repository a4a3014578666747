package com.k2.sequence.decode.avro;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads the fields that are asked for from messages of one schema, into a JSON document of these
 * fields. Not thread-safe.
 */
final class AvroReader {

    private final Schema schema;
    private final List<List<String>> paths;
    private final GenericDatumReader<GenericRecord> reader;
    private BinaryDecoder decoder;

    /**
     * @param schema what messages were written with, a record
     * @param paths names from the outermost record in
     */
    AvroReader(Schema schema, List<List<String>> paths) {
        this.schema = schema;
        this.paths = paths;
        this.reader = new GenericDatumReader<>(schema, SchemaProjection.of(schema, paths));
    }

    /**
     * Reads a message.
     *
     * @param offset where it begins in {@code bytes}; it takes the rest
     * @throws IOException if it is cut off, or something stands behind it
     * @throws RuntimeException if it is none of this schema
     */
    ObjectNode read(byte[] bytes, int offset) throws IOException {
        // Skipped first: what claims to be longer than the message is found before it is made room
        // for.
        decoder = decoder(bytes, offset);
        GenericDatumReader.skip(schema, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("something stands behind the record");
        }
        decoder = decoder(bytes, offset);
        GenericRecord record = reader.read(null, decoder);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (List<String> path : paths) {
            add(record, path, document);
        }
        return document;
    }

    private BinaryDecoder decoder(byte[] bytes, int offset) {
        return DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, decoder);
    }

    private static void add(GenericRecord outermost, List<String> path, ObjectNode document)
            throws CharacterCodingException {
        GenericRecord record = outermost;
        ObjectNode node = document;
        for (String name : path.subList(0, path.size() - 1)) {
            if (!record.hasField(name) || !(record.get(name) instanceof GenericRecord inner)) {
                return;
            }
            record = inner;
            node = node.withObjectProperty(name);
        }
        String name = path.get(path.size() - 1);
        if (record.hasField(name)) {
            Object value = record.get(name);
            node.set(name, AvroValues.json(value, branch(record, name, value)));
        }
    }

    private static Schema branch(GenericRecord record, String name, Object value) {
        Schema declared = record.getSchema().getField(name).schema();
        return declared.getType() == Schema.Type.UNION
                ? declared.getTypes().get(GenericData.get().resolveUnion(declared, value))
                : declared;
    }
}
