package com.k2.sequence.decode.json;

import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.MessageFields;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SourceRecord;
import java.util.List;

/**
 * Decodes the JSON messages of one feed. Never throws for what a record holds: whatever can't be
 * read is a dead letter that says why. Reused from record to record; not thread-safe.
 */
public final class JsonMessageDecoder implements MessageDecoder {

    private final MessageFields fields;
    private final JsonFieldReader reader;

    /**
     * @param maxRecordBytes most bytes of a record's key, value and headers together; a larger
     *     record is not read
     */
    public JsonMessageDecoder(FeedFields feed, int maxRecordBytes) {
        this.fields = new MessageFields(feed, maxRecordBytes);
        this.reader = new JsonFieldReader(fields.paths());
    }

    @Override
    public Decoded decode(SourceRecord record) {
        DeadLetter refused = fields.refused(record);
        if (refused != null) {
            return refused;
        }
        String problem = reader.read(record.value());
        return problem == null
                ? fields.message(record)
                : new DeadLetter(record, Reason.MALFORMED, problem);
    }

    @Override
    public List<String> fieldNames(SourceRecord record) {
        return FieldNames.of(record.value());
    }

    @Override
    public String timeProblem() {
        return fields.timeProblem();
    }
}
