package com.k2.sequence.decode.json;

import com.k2.sequence.decode.field.NameField;
import com.k2.sequence.decode.field.PathNode;
import com.k2.sequence.decode.field.SequenceField;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.DecodedCommand;
import com.k2.sequence.message.RecordSize;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Decodes the records of the control topic, one JSON object each: {@code id}, {@code command},
 * {@code exchange}, {@code symbol}, and of a SET {@code last_sequence}; of a command for all keys
 * exchange and symbol are patterns. Never throws for what a record holds: whatever can't be read is
 * a dead letter that says why. Reused from record to record; not thread-safe.
 */
public final class ControlCommandDecoder {

    private static final String OPTION = "control.topic";

    /** It becomes part of a key in Redis. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final int maxRecordBytes;
    private final NameField id;
    private final NameField command;
    private final NameField exchange;
    private final NameField symbol;
    private final SequenceField lastSequence;
    private final List<NameField> required;
    private final JsonFieldReader reader;

    /**
     * @param maxRecordBytes most bytes of a record's key, value and headers together; a larger
     *     record is not read
     */
    public ControlCommandDecoder(int maxRecordBytes) {
        this.maxRecordBytes = maxRecordBytes;
        this.id = text("/id");
        this.command = text("/command");
        this.exchange = text("/exchange");
        this.symbol = text("/symbol");
        this.lastSequence =
                new SequenceField(OPTION, RecordPointer.parse(OPTION, "/last_sequence"));
        this.required = List.of(id, command, exchange, symbol);
        this.reader =
                new JsonFieldReader(
                        PathNode.treeOf(List.of(id, command, exchange, symbol, lastSequence)));
    }

    private static NameField text(String pointer) {
        return new NameField(OPTION, RecordPointer.parse(OPTION, pointer));
    }

    /** Decodes one record. */
    public DecodedCommand decode(SourceRecord record) {
        long size = RecordSize.of(record);
        if (size > maxRecordBytes) {
            return new DeadLetter(
                    record,
                    Reason.TOO_LARGE,
                    "the record takes " + size + " bytes, more than " + maxRecordBytes);
        }
        if (record.value() == null) {
            return malformed(record, "the record has no value (a tombstone)");
        }
        String problem = reader.read(record.value());
        if (problem != null) {
            return malformed(record, problem);
        }
        for (NameField field : required) {
            if (!field.isValid()) {
                return new DeadLetter(record, field.reason(), field.problem());
            }
        }
        if (!ID.matcher(id.value()).matches()) {
            return malformed(
                    record,
                    "/id is "
                            + Abbreviation.of(id.value())
                            + ", not 1 to 64 letters, digits, '-' and '_'");
        }
        return command(record);
    }

    private DecodedCommand command(SourceRecord record) {
        switch (command.value()) {
            case "CLEAR":
                return command(record, Command.Kind.CLEAR, 0);
            case "CLEAR_ALL":
                return command(record, Command.Kind.CLEAR_ALL, 0);
            case "RESYNC":
                return command(record, Command.Kind.RESYNC, 0);
            case "SET":
                return lastSequence.isValid()
                        ? command(record, Command.Kind.SET, lastSequence.value())
                        : new DeadLetter(record, lastSequence.reason(), lastSequence.problem());
            default:
                return malformed(
                        record,
                        "/command is "
                                + Abbreviation.of(command.value())
                                + ", not CLEAR or SET (of one key), CLEAR_ALL or RESYNC (of all)");
        }
    }

    private Command command(SourceRecord record, Command.Kind kind, long last) {
        InstrumentKey instrument = new InstrumentKey(exchange.value(), symbol.value());
        return new Command(id.value(), kind, instrument, last, record.position());
    }

    private static DeadLetter malformed(SourceRecord record, String problem) {
        return new DeadLetter(record, Reason.MALFORMED, problem);
    }
}
