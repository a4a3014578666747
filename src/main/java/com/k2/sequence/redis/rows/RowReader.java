package com.k2.sequence.redis.rows;

import com.k2.sequence.redis.client.Replies;
import com.k2.sequence.redis.layout.FieldText;
import com.k2.sequence.redis.layout.RedisLayout;
import com.k2.sequence.redis.layout.RowWriter;
import com.k2.sequence.redis.layout.UnreadableRowException;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.args.RawableFactory;

/**
 * Reads rows for people. Where the last number is empty the key was cleared; where its time is, the
 * key was cleared or set by hand.
 */
final class RowReader {

    /** What a list shows, state and position; they are the first of {@link RedisLayout#FIELDS}. */
    private static final int BRIEF = StateFields.ALL.list().size() + 1;

    private final RedisLayout layout;
    private final boolean whole;
    private final List<String> fields;
    private final List<Rawable> encoded;

    private RowReader(RedisLayout layout, boolean whole) {
        this.layout = layout;
        this.whole = whole;
        this.fields = whole ? RedisLayout.FIELDS : RedisLayout.FIELDS.subList(0, BRIEF);
        // Once: they go along with each key.
        this.encoded = fields.stream().map(RawableFactory::from).toList();
    }

    /** Reads what a list shows, and judges no more. */
    static RowReader brief(RedisLayout layout) {
        return new RowReader(layout, false);
    }

    /** Reads all of a row, and judges it as the job does. */
    static RowReader whole(RedisLayout layout) {
        return new RowReader(layout, true);
    }

    /** The command whose reply {@link #found} takes. */
    CommandArguments read(byte[] redisKey) {
        CommandArguments command = new CommandArguments(Command.HMGET).key(redisKey);
        encoded.forEach(command::add);
        return command;
    }

    /**
     * What a reply says.
     *
     * @param reply the values of the fields, each null where the field is missing; or the server's
     *     refusal to read as a hash what is none
     * @return null where there is no row
     */
    @SuppressWarnings("unchecked")
    FoundRow found(byte[] encodedKey, Object reply) {
        String redisKey = Replies.text(encodedKey);
        InstrumentKey key = keyOf(redisKey);
        boolean isHash = reply instanceof List<?>;
        if (isHash && ((List<?>) reply).stream().allMatch(Objects::isNull)) {
            return null;
        }
        if (key == null) {
            return unreadable(
                    redisKey, null, null, "the key is no <exchange>:<symbol> of the tracker's");
        }
        if (!isHash) {
            return unreadable(redisKey, key, null, "the key holds something else than a hash");
        }
        List<byte[]> values = (List<byte[]>) reply;
        RowWriter writer = whole ? RedisLayout.writer(values) : null;
        try {
            StoredSequence stored = whole ? RedisLayout.row(values) : null;
            return new FoundRow(redisKey, key, row(key, values), stored, null, writer);
        } catch (UnreadableRowException e) {
            return unreadable(redisKey, key, writer, e.getMessage());
        }
    }

    private static FoundRow unreadable(
            String redisKey, InstrumentKey key, RowWriter writer, String reason) {
        return new FoundRow(redisKey, key, null, null, reason, writer);
    }

    private InstrumentKey keyOf(String redisKey) {
        try {
            return layout.instrumentKey(redisKey);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private RedisRow row(InstrumentKey key, List<byte[]> values) throws UnreadableRowException {
        List<Object> state = new ArrayList<>(BRIEF - 1);
        for (int i = 0; i < BRIEF - 1; i++) {
            state.add(value(StateFields.ALL.list().get(i), values, i));
        }
        return new RedisRow(key, state, field(values, BRIEF - 1).asPosition().toString());
    }

    private Object value(StateField field, List<byte[]> values, int index)
            throws UnreadableRowException {
        if (field.since() > 1 && values.get(index) == null) {
            return null;
        }
        FieldText text = field(values, index);
        return field.mayBeEmpty() && text.text().isEmpty() ? null : text.as(field.kind());
    }

    private FieldText field(List<byte[]> values, int index) throws UnreadableRowException {
        byte[] value = values.get(index);
        if (value == null) {
            throw new UnreadableRowException(fields.get(index) + " is missing");
        }
        return new FieldText(fields.get(index), new String(value, StandardCharsets.UTF_8));
    }
}
