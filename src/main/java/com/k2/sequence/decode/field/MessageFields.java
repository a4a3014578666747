package com.k2.sequence.decode.field;

import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.RecordSize;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.UnsequencedMessage;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.numbers.MessageKind;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The fields of one feed's messages, and the result once they are read: a message that is checked,
 * one without a number, or a dead letter. Used for every format: the reader of a format clears
 * {@link #paths()}, reads what it finds there, and asks for the {@link #message}. Reused from
 * message to message; not thread-safe.
 */
public final class MessageFields {

    private final FeedFields feed;
    private final int maxRecordBytes;

    /** Null where the feed has no numbers. */
    private final SequenceField sequence;

    /** Null where each message has one number, and nothing else. */
    private final NumberReader numbers;

    private final NameField exchange;
    private final List<NameField> symbols;
    private final TimestampField timestamp;
    private final boolean recordTimeAllowed;

    /** All the above that messages hold, in the order in which they are checked. */
    private final MessageField[] checked;

    private final PathNode paths;

    /**
     * @param maxRecordBytes most bytes of a record's key, value and headers together; a larger
     *     record is not read
     */
    public MessageFields(FeedFields feed, int maxRecordBytes) {
        this.feed = feed;
        this.maxRecordBytes = maxRecordBytes;
        this.sequence =
                feed.sequenceField() == null
                        ? null
                        : new SequenceField("sequence-field", feed.sequenceField());
        this.numbers =
                feed.numbers().arePlain() ? null : new NumberReader(feed.numbers(), sequence);
        this.exchange =
                feed.exchangeField() == null
                        ? null
                        : new NameField("exchange-field", feed.exchangeField());
        this.symbols =
                feed.symbolFields().stream()
                        .map(pointer -> new NameField("symbol-field", pointer))
                        .toList();
        this.timestamp =
                feed.timestampField() == null
                        ? null
                        : new TimestampField(feed.timestampField(), feed.timestampFormat());
        this.recordTimeAllowed = feed.invalidTimestamp() == InvalidTimestamp.RECORD_TIME;
        this.checked =
                Stream.concat(
                                Stream.of(sequence, exchange),
                                Stream.concat(symbols.stream(), Stream.of(timestamp)))
                        .filter(Objects::nonNull)
                        .toArray(MessageField[]::new);
        this.paths =
                feed.pointers().stream().allMatch(RecordPointer::isPlain)
                        ? PathNode.treeOf(List.of(checked))
                        : null;
    }

    /** Where a message has the fields; null where a pointer is not plain. */
    public PathNode paths() {
        return paths;
    }

    /** All fields that a message may have. */
    public List<MessageField> all() {
        List<MessageField> all = new ArrayList<>(List.of(checked));
        if (numbers != null) {
            all.addAll(numbers.all());
        }
        return all;
    }

    /**
     * The dead letter for a record that is refused without looking at its value; null if it is not
     * refused.
     */
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

    /** What a record is that is not {@link #refused}, and whose fields have been read. */
    public Decoded message(SourceRecord record) {
        if (!sequence.isPresent()) {
            return new UnsequencedMessage(record);
        }
        for (MessageField field : checked) {
            if (!isUsable(field)) {
                return new DeadLetter(record, field.reason(), field.problem());
            }
        }
        return sequenced(sequence.value(), sequence.value(), null, record);
    }

    /**
     * What a message is whose fields have been read, of a feed that asks for more than one number
     * each, or whose records hold several messages.
     *
     * @param kind what the conditions say it is
     * @param retransmission whether they say that it is sent again
     * @param index its place in its record, or {@link MessageExtras#ALONE}
     */
    public Decoded message(
            SourceRecord record, MessageKind kind, boolean retransmission, int index) {
        if (numbers == null) {
            return message(record, index);
        }
        if (!numbers.read(kind, retransmission)) {
            return numbers.problem() == null
                    ? new UnsequencedMessage(record)
                    : new DeadLetter(record, numbers.reason(), numbers.problem());
        }
        for (MessageField field : checked) {
            if (field != sequence && !isUsable(field)) {
                return numbers.isHeartbeat() && !field.isPresent()
                        ? new UnsequencedMessage(record, true)
                        : new DeadLetter(record, field.reason(), field.problem());
            }
        }
        return sequenced(numbers.first(), numbers.last(), numbers.extras(index), record);
    }

    private Decoded message(SourceRecord record, int index) {
        if (index == MessageExtras.ALONE || !sequence.isPresent()) {
            return message(record);
        }
        for (MessageField field : checked) {
            if (!isUsable(field)) {
                return new DeadLetter(record, field.reason(), field.problem());
            }
        }
        return sequenced(
                sequence.value(),
                sequence.value(),
                new MessageExtras(SequenceNumbers.NO_PREVIOUS, MessageMarks.NONE, index),
                record);
    }

    private boolean isUsable(MessageField field) {
        return field.isValid() || field == timestamp && recordTimeAllowed;
    }

    /**
     * Why the message read last has the Kafka record's time instead of its own, for a person; null
     * if its own was read, or no field is configured for it.
     */
    public String timeProblem() {
        return timestamp == null || timestamp.isValid() ? null : timestamp.problem();
    }

    private Decoded sequenced(long first, long last, MessageExtras extras, SourceRecord record) {
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
                new InstrumentKey(exchange != null ? exchange.value() : feed.exchange(), symbol);
        return new SequencedMessage(instrument, first, last, nanos, feed.source(), extras, record);
    }

    private String symbol() {
        if (symbols.isEmpty()) {
            return feed.symbol();
        }
        if (symbols.size() == 1) {
            return symbols.get(0).value();
        }
        StringBuilder joined = new StringBuilder();
        for (NameField part : symbols) {
            joined.append(joined.isEmpty() ? "" : ".").append(part.value());
        }
        return joined.toString();
    }
}
