package com.k2.sequence.decode.avro;

import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.MessageFields;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SourceRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Decodes Avro messages in Confluent's wire format: a byte 0, four bytes of the schema's id in the
 * registry, the record. Each message is read by the schema it was written with, and fields are
 * found by their names, so writers may change their schema as they like.
 *
 * <p>The fields are read and checked as those of a JSON message are; see {@link MessageFields}.
 */
public final class AvroMessageDecoder implements MessageDecoder {

    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final MessageFields fields;
    private final AvroReader reader;
    private final SchemaCache schemas;

    /**
     * @param feed a JSON Pointer's names are those of nested records
     * @param maxRecordBytes most bytes of a record's key, value and headers together; a larger
     *     record is not read
     */
    public AvroMessageDecoder(FeedFields feed, int maxRecordBytes, RegistrySettings registry) {
        this(feed, maxRecordBytes, new SchemaCache(new RegistryClient(registry), System::nanoTime));
    }

    AvroMessageDecoder(FeedFields feed, int maxRecordBytes, SchemaCache schemas) {
        this.fields = new MessageFields(feed, maxRecordBytes);
        this.reader = new AvroReader(fields.paths());
        this.schemas = schemas;
    }

    @Override
    public Decoded decode(SourceRecord record) throws InterruptedException {
        DeadLetter refused = fields.refused(record);
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
        try {
            reader.read(found.schema(), value, HEADER_BYTES);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return malformed(
                    record,
                    "the value is not a record of schema "
                            + id
                            + ": cut off, longer, or of another schema");
        }
        return fields.message(record);
    }

    @Override
    public String timeProblem() {
        return fields.timeProblem();
    }

    @Override
    public List<String> fieldNames(SourceRecord record) throws InterruptedException {
        Schema schema = schemas.find(ByteBuffer.wrap(record.value()).getInt(1)).schema();
        return schema == null ? List.of() : SchemaFields.of(schema);
    }

    private static DeadLetter malformed(SourceRecord record, String problem) {
        return new DeadLetter(record, Reason.MALFORMED, problem);
    }
}
