package com.k2.sequence.decode.json;

import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.MessageTimes;
import com.k2.sequence.decode.field.NameSize;
import com.k2.sequence.decode.field.TimeReader;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.RecordSize;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.UnsequencedMessage;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Decodes the JSON messages of one feed. Never throws for what a record holds: whatever can't be
 * read is a dead letter that says why. Reused from record to record; not thread-safe.
 */
public final class JsonMessageDecoder implements MessageDecoder {

    private final FeedFields fields;
    private final int maxRecordBytes;

    private final JsonSequence sequence;
    private final JsonText exchange;
    private final List<JsonText> symbols;
    private final JsonTimestamp timestamp;
    private final boolean recordTimeAllowed;

    /** All the above that messages hold, in the order in which they are checked. */
    private final JsonField[] checked;

    private final JsonFieldReader reader;

    /**
     * @param maxRecordBytes most bytes of a record's key, value and headers together; a larger
     *     record is not read
     */
    public JsonMessageDecoder(FeedFields fields, int maxRecordBytes) {
        this(fields, maxRecordBytes, fields.timestampFormat().reader());
    }

    /**
     * @param maxRecordBytes as the other takes it
     * @param times reads the times of the feed's timestamp format
     */
    public JsonMessageDecoder(FeedFields fields, int maxRecordBytes, TimeReader times) {
        this.fields = fields;
        this.maxRecordBytes = maxRecordBytes;
        this.sequence = new JsonSequence("sequence-field", fields.sequenceField());
        this.exchange =
                fields.exchangeField() == null
                        ? null
                        : new JsonText("exchange-field", fields.exchangeField());
        this.symbols =
                fields.symbolFields().stream()
                        .map(pointer -> new JsonText("symbol-field", pointer))
                        .toList();
        this.timestamp =
                fields.timestampField() == null
                        ? null
                        : new JsonTimestamp(
                                fields.timestampField(),
                                times,
                                fields.timestampFormat().expected());
        this.recordTimeAllowed = fields.invalidTimestamp() == InvalidTimestamp.RECORD_TIME;
        this.checked =
                Stream.concat(
                                Stream.of(sequence, exchange),
                                Stream.concat(symbols.stream(), Stream.of(timestamp)))
                        .filter(Objects::nonNull)
                        .toArray(JsonField[]::new);
        this.reader = new JsonFieldReader(List.of(checked));
    }

    @Override
    public Decoded decode(SourceRecord record) {
        DeadLetter refused = refused(record);
        return refused != null ? refused : decode(record, record.value());
    }

    @Override
    public List<String> fieldNames(SourceRecord record) {
        return FieldNames.of(record.value());
    }

    /** The dead letter that a record is whatever its value holds; null where it is none. */
    public DeadLetter refused(SourceRecord record) {
        long size = RecordSize.of(record);
        if (size > maxRecordBytes) {
            return new DeadLetter(
                    record,
                    Reason.TOO_LARGE,
                    "the record takes " + size + " bytes, more than " + maxRecordBytes);
        }
        if (record.value() == null) {
            return new DeadLetter(
                    record, Reason.MALFORMED, "the record has no value (a tombstone)");
        }
        return null;
    }

    /**
     * Decodes one record that is not {@link #refused}.
     *
     * @param document what its value says, in JSON
     */
    public Decoded decode(SourceRecord record, byte[] document) {
        String problem = reader.read(document);
        if (problem != null) {
            return new DeadLetter(record, Reason.MALFORMED, problem);
        }
        if (!sequence.isPresent()) {
            return new UnsequencedMessage(record);
        }
        for (JsonField field : checked) {
            if (!field.isValid() && !(field == timestamp && recordTimeAllowed)) {
                return new DeadLetter(record, field.reason(), field.problem());
            }
        }
        return message(record);
    }

    @Override
    public String timeProblem() {
        return timestamp == null || timestamp.isValid() ? null : timestamp.problem();
    }

    private Decoded message(SourceRecord record) {
        String symbol = symbol();
        if (symbols.size() > 1 && NameSize.isTooLarge(symbol)) {
            return new DeadLetter(
                    record,
                    Reason.TOO_LARGE,
                    "the symbol-field values joined have "
                            + symbol.length()
                            + " characters, not "
                            + NameSize.EXPECTED);
        }
        long nanos =
                timestamp != null && timestamp.isValid()
                        ? timestamp.nanos()
                        : MessageTimes.ofMillis(record.timestamp());
        if (nanos == MessageTimes.NONE) {
            return new DeadLetter(
                    record,
                    Reason.INVALID_TIMESTAMP,
                    "the Kafka record's timestamp is "
                            + record.timestamp()
                            + " ms, not within 1970 to 2262; "
                            + (timestamp == null
                                    ? "a timestamp-field would be read instead"
                                    : "it is needed since " + timestamp.problem()));
        }
        InstrumentKey instrument =
                new InstrumentKey(exchange != null ? exchange.value() : fields.exchange(), symbol);
        long number = sequence.value();
        return new SequencedMessage(instrument, number, number, nanos, fields.source(), record);
    }

    private String symbol() {
        if (symbols.isEmpty()) {
            return fields.symbol();
        }
        if (symbols.size() == 1) {
            return symbols.get(0).value();
        }
        StringBuilder joined = new StringBuilder();
        for (JsonText part : symbols) {
            joined.append(joined.isEmpty() ? "" : ".").append(part.value());
        }
        return joined.toString();
    }
}
