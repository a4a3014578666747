package com.k2.sequence.decode.avro;

import com.k2.sequence.decode.field.MessageField;
import com.k2.sequence.decode.field.PathNode;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads the fields that are asked for out of messages, each by the schema that it was written with,
 * and skips the others. Not thread-safe.
 */
final class AvroReader {

    private final PathNode root;
    private final AvroValue value = new AvroValue();
    private BinaryDecoder decoder;

    /**
     * @param root the paths to the fields, by names from the outermost record inwards
     */
    AvroReader(PathNode root) {
        this.root = root;
    }

    /**
     * Reads the fields of a message; those of the message before are forgotten.
     *
     * @param schema what the message was written with, a record
     * @param offset where the message begins in {@code bytes}; it extends to their end
     * @throws IOException if it is cut off, something follows it, or a text is not in UTF-8
     * @throws RuntimeException if it is not a message of this schema
     */
    void read(Schema schema, byte[] bytes, int offset) throws IOException {
        root.clear();
        // Skipped first: a value that claims to be longer than the message is found before any
        // memory is allocated for it.
        open(bytes, offset);
        GenericDatumReader.skip(schema, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("something follows the record");
        }
        open(bytes, offset);
        readRecord(schema, root);
    }

    private void open(byte[] bytes, int offset) {
        decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, decoder);
    }

    private void readRecord(Schema record, PathNode node) throws IOException {
        for (Schema.Field field : record.getFields()) {
            PathNode inner = node.field(field.name());
            if (inner == null) {
                GenericDatumReader.skip(field.schema(), decoder);
            } else {
                readValue(branch(field.schema()), inner);
            }
        }
    }

    private void readValue(Schema schema, PathNode node) throws IOException {
        if (node.hasChildren()) {
            if (schema.getType() == Schema.Type.RECORD) {
                readRecord(schema, node);
            } else {
                GenericDatumReader.skip(schema, decoder);
            }
            return;
        }
        value.read(schema, decoder);
        for (MessageField field : node.fields()) {
            field.read(value);
        }
    }

    /** The schema of the value that comes next: of a union, the branch that was written. */
    private Schema branch(Schema declared) throws IOException {
        return declared.getType() == Schema.Type.UNION
                ? declared.getTypes().get(decoder.readIndex())
                : declared;
    }
}
