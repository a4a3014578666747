package com.k2.sequence.admin.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.k2.sequence.redis.rows.FoundRow;
import com.k2.sequence.redis.rows.RedisRow;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Writes one JSON object a line, for programs. Nothing is rounded. For one thread. */
public final class RowJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final char LAST_PRINTABLE = '~';

    private final PrintWriter out;
    private final JsonGenerator json;

    public RowJson(PrintWriter out) {
        this.out = out;
        try {
            json = JSON.createGenerator(out);
            json.setPrettyPrinter(new MinimalPrettyPrinter(""));
            // JSON's own escapes leave DEL, C1 and what reorders text: past those of ASCII all are
            // escaped, and a program reads the same.
            json.setHighestNonEscapedChar(LAST_PRINTABLE);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Content of an object. */
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    public void object(Content content) {
        try {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
            json.flush();
            out.println();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void row(RedisRow row) {
        object(object -> writeRow(object, row));
    }

    public void unreadable(FoundRow found) {
        object(
                object -> {
                    object.writeStringField("redis_key", found.redisKey());
                    object.writeStringField("unreadable", found.unreadable());
                });
    }

    public static void writeKey(JsonGenerator json, InstrumentKey key) throws IOException {
        json.writeStringField("exchange", key.exchange());
        json.writeStringField("symbol", key.symbol());
    }

    public static void writeRow(JsonGenerator json, RedisRow row) throws IOException {
        writeKey(json, row.key());
        for (StateField field : StateFields.ALL.list()) {
            Object value = row.value(field);
            if (value == null) {
                // As in the row: what few rows have is missing in the others.
                if (field.since() == 1) {
                    json.writeNullField(field.name());
                }
            } else if (field.kind().isNumber()) {
                json.writeNumberField(field.name(), (Long) value);
            } else {
                json.writeStringField(field.name(), field.kind().format(value));
            }
        }
        json.writeStringField("position", row.position());
    }

    public static void writeNumber(JsonGenerator json, String field, Long number)
            throws IOException {
        if (number == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, number);
        }
    }
}
