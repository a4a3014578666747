package com.k2.sequence.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * A command to the job, as it is written to the control topic.
 *
 * @param id under which the job acknowledges it, never null
 * @param kind what to do, never null
 * @param instrument whose state is changed, or the patterns of those, never null
 * @param lastSequence SET: the new last number, from 0; else null
 */
public record CommandRecord(
        UUID id, Command.Kind kind, InstrumentKey instrument, Long lastSequence) {

    private static final JsonFactory JSON = new JsonFactory();

    public CommandRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(instrument, "instrument");
        if (lastSequence != null && lastSequence < 0) {
            throw new IllegalArgumentException("a last number is from 0, not " + lastSequence);
        }
    }

    /**
     * A command for one key.
     *
     * @param lastSequence SET: the new last number, from 0; null: CLEAR
     */
    public CommandRecord(UUID id, InstrumentKey instrument, Long lastSequence) {
        this(
                id,
                lastSequence == null ? Command.Kind.CLEAR : Command.Kind.SET,
                instrument,
                lastSequence);
    }

    /** The record's key: that of the instrument's messages. */
    public byte[] key() {
        return instrument.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The record's value: one JSON object. */
    public byte[] value() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", id.toString());
            json.writeStringField("command", kind.name());
            json.writeStringField("exchange", instrument.exchange());
            json.writeStringField("symbol", instrument.symbol());
            if (lastSequence != null) {
                json.writeNumberField("last_sequence", lastSequence);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return bytes.toByteArray();
    }
}
