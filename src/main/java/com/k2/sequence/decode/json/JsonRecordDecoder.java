package com.k2.sequence.decode.json;

import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.compression.Decompressor;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.MessageField;
import com.k2.sequence.decode.field.MessageFields;
import com.k2.sequence.decode.path.Condition;
import com.k2.sequence.decode.path.ConditionCheck;
import com.k2.sequence.decode.path.RecordParts;
import com.k2.sequence.decode.path.RecordPlan;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.decode.path.RecordValues;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.DecodedBatch;
import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.RecordSize;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.UnsequencedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes the JSON records of a feed that asks for more than plain pointers: conditions, elements
 * of arrays, JSON in strings, parts of the record, compression. Never throws for what a record
 * holds: whatever can't be read is a dead letter that says why, and an element that can't be read
 * is one for itself. Reused from record to record; not thread-safe.
 */
public final class JsonRecordDecoder implements MessageDecoder {

    /** Most bytes of a value once it is decompressed. */
    static final int MAX_DECOMPRESSED_BYTES = 16 * 1024 * 1024;

    /** Most bytes that a record's messages take together, each with the whole record. */
    static final long MAX_BATCH_BYTES = 64L * 1024 * 1024;

    private final FeedFields feed;
    private final MessageFields fields;
    private final MessageField[] all;
    private final int[] pointers;

    /** Null where every message is the feed's. */
    private final ConditionCheck where;

    private final KindCheck kinds;

    private final RecordValues values;
    private final RecordParts parts;
    private final JsonRecordReader reader;

    /** Of the first message of the record that has one; null where none has. */
    private String timeProblem;

    /** Null where values are not compressed. */
    private final Decompressor decompressor;

    /**
     * @param maxRecordBytes most bytes of a record's key, value and headers together; a larger
     *     record is not read
     * @throws IllegalArgumentException if the pointers take the elements of different arrays
     */
    public JsonRecordDecoder(FeedFields feed, int maxRecordBytes) {
        this.feed = feed;
        this.fields = new MessageFields(feed, maxRecordBytes);
        this.all = fields.all().toArray(MessageField[]::new);
        RecordPlan plan = new RecordPlan(pointers(feed, all));
        this.pointers = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            pointers[i] = plan.number(all[i].pointer());
        }
        Condition condition = feed.shape().where();
        this.where = condition == null ? null : new ConditionCheck(condition, plan);
        this.kinds = new KindCheck(feed.numbers().kinds(), plan);
        this.values = new RecordValues(plan, feed.shape().maxMessages());
        this.parts = new RecordParts(plan);
        this.reader = new JsonRecordReader(plan, values);
        this.decompressor = feed.shape().compression().open(MAX_DECOMPRESSED_BYTES);
    }

    /** The decoder for a feed: the short way where its pointers are plain. */
    public static MessageDecoder open(FeedFields feed, int maxRecordBytes) {
        return feed.arePlain()
                ? new JsonMessageDecoder(feed, maxRecordBytes)
                : new JsonRecordDecoder(feed, maxRecordBytes);
    }

    private static List<RecordPointer> pointers(FeedFields feed, MessageField[] all) {
        List<RecordPointer> pointers = new ArrayList<>();
        for (MessageField field : all) {
            pointers.add(field.pointer());
        }
        if (feed.shape().where() != null) {
            pointers.addAll(feed.shape().where().pointers());
        }
        pointers.addAll(feed.numbers().compared());
        return pointers;
    }

    @Override
    public Decoded decode(SourceRecord record) {
        DeadLetter refused = fields.refused(record);
        if (refused == null) {
            refused = read(record);
        }
        if (refused != null) {
            return refused;
        }
        timeProblem = null;
        int count = values.elements();
        return count == 1 ? element(0, MessageExtras.ALONE, record) : batch(count, record);
    }

    private Decoded batch(int count, SourceRecord record) {
        List<SequencedMessage> messages = new ArrayList<>(count);
        IndexRanges unreadable = new IndexRanges();
        DeadLetter firstUnreadable = null;
        int unsequenced = 0;
        int heartbeats = 0;
        for (int i = 0; i < count; i++) {
            Decoded decoded = element(i, i, record);
            if (decoded instanceof SequencedMessage message) {
                messages.add(message);
            } else if (decoded instanceof DeadLetter deadLetter) {
                unreadable.add(i);
                firstUnreadable = firstUnreadable == null ? deadLetter : firstUnreadable;
            } else {
                unsequenced++;
                heartbeats += ((UnsequencedMessage) decoded).heartbeat() ? 1 : 0;
            }
        }
        if (unsequenced == count) {
            return new UnsequencedMessage(record, heartbeats > 0);
        }
        return new DecodedBatch(
                record,
                messages,
                firstUnreadable == null
                        ? null
                        : new DeadLetter(
                                record,
                                firstUnreadable.reason(),
                                firstUnreadable.message(),
                                unreadable.toString()),
                unsequenced,
                heartbeats);
    }

    /**
     * Reads the values.
     *
     * @return what the whole record is instead; null where its elements can be looked at
     */
    private DeadLetter read(SourceRecord record) {
        byte[] json = record.value();
        int length = json.length;
        if (decompressor != null) {
            Decompressor.Failure failure = decompressor.decompress(json);
            if (failure != null) {
                return new DeadLetter(
                        record,
                        failure == Decompressor.Failure.TOO_LARGE
                                ? Reason.TOO_LARGE
                                : Reason.MALFORMED,
                        decompressor.problem(failure));
            }
            json = decompressor.buffer();
            length = decompressor.length();
        }
        String problem = reader.readValues(json, length);
        if (problem != null) {
            return new DeadLetter(record, Reason.MALFORMED, problem);
        }
        parts.read(record, values);
        return tooMany(record);
    }

    private DeadLetter tooMany(SourceRecord record) {
        if (values.hasTooMany()) {
            return new DeadLetter(
                    record,
                    Reason.TOO_LARGE,
                    "the record holds more than "
                            + feed.shape().maxMessages()
                            + " messages (max-messages)");
        }
        long bytes = values.elements() * RecordSize.of(record);
        return values.elements() == 1 || bytes <= MAX_BATCH_BYTES
                ? null
                : new DeadLetter(
                        record,
                        Reason.TOO_LARGE,
                        "the record holds "
                                + values.elements()
                                + " messages, which take "
                                + bytes
                                + " bytes, each with the whole record, more than "
                                + MAX_BATCH_BYTES);
    }

    private Decoded element(int element, int index, SourceRecord record) {
        values.select(element);
        if (where != null) {
            String problem = where.problem(values);
            if (problem != null) {
                return new DeadLetter(record, Reason.MALFORMED, problem);
            }
            if (!where.holds(values)) {
                return new UnsequencedMessage(record);
            }
        }
        String kindProblem = kinds.problem(values);
        if (kindProblem != null) {
            return new DeadLetter(record, Reason.MALFORMED, kindProblem);
        }
        for (int i = 0; i < all.length; i++) {
            String problem = values.problem(pointers[i]);
            if (problem != null) {
                return new DeadLetter(record, Reason.MALFORMED, problem);
            }
            try {
                all[i].read(values.value(pointers[i]));
            } catch (IOException e) {
                throw new UncheckedIOException("the values of a record are in memory", e);
            }
        }
        Decoded decoded =
                fields.message(record, kinds.kind(values), kinds.isRetransmission(values), index);
        if (timeProblem == null && decoded instanceof SequencedMessage) {
            timeProblem = fields.timeProblem();
        }
        return decoded;
    }

    @Override
    public List<String> fieldNames(SourceRecord record) {
        if (decompressor == null) {
            return FieldNames.of(record.value());
        }
        return decompressor.decompress(record.value()) == null
                ? FieldNames.of(Arrays.copyOf(decompressor.buffer(), decompressor.length()))
                : List.of();
    }

    @Override
    public String timeProblem() {
        return timeProblem;
    }

    @Override
    public void close() {
        if (decompressor != null) {
            decompressor.close();
        }
    }
}
