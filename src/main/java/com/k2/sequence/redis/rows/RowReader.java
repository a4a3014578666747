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
import java.util.stream.Stream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.args.RawableFactory;

/**
 * Reads rows for people. Where the last number is empty the key was cleared; where its time is, the
 * key was cleared or set by hand.
 */
final class RowReader {

    private static final List<StateField> FORM_ONE = StateFields.ALL.ofFormOne();

    private static final List<StateField> LATER = StateFields.ALL.later();

    private static final int POSITION = FORM_ONE.size();

    /** What a list shows of most rows, state and position, and what says whether there is more. */
    private static final List<String> BRIEF =
            Stream.concat(
                            RedisLayout.FIELDS.subList(0, POSITION + 1).stream(),
                            Stream.of(RedisLayout.WRITER_FIELD))
                    .toList();

    private final RedisLayout layout;
    private final boolean judges;
    private final List<String> fields;
    private final List<Rawable> encoded;

    private RowReader(RedisLayout layout, boolean judges, List<String> fields) {
        this.layout = layout;
        this.judges = judges;
        this.fields = fields;
        // Once: they go along with each key.
        this.encoded = fields.stream().map(RawableFactory::from).toList();
    }

    /** Reads what a list shows of a row that has no later fields, and judges no more. */
    static RowReader brief(RedisLayout layout) {
        return new RowReader(layout, false, BRIEF);
    }

    /** Reads what a list shows of any row, and judges no more. */
    static RowReader listed(RedisLayout layout) {
        return new RowReader(layout, false, RedisLayout.ALL_FIELDS);
    }

    /** Reads all of a row, and judges it as the job does. */
    static RowReader whole(RedisLayout layout) {
        return new RowReader(layout, true, RedisLayout.ALL_FIELDS);
    }

    /** The command whose reply {@link #found} takes. */
    CommandArguments read(byte[] redisKey) {
        CommandArguments command = new CommandArguments(Command.HMGET).key(redisKey);
        encoded.forEach(command::add);
        return command;
    }

    /** Whether there is more to be read than this reply has. */
    boolean hasMore(Object reply) {
        return isBrief()
                && reply instanceof List<?> values
                && RedisLayout.isOfLaterFields((byte[]) values.get(BRIEF.size() - 1));
    }

    private boolean isBrief() {
        return fields == BRIEF;
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
        RowWriter writer = isBrief() ? null : RedisLayout.writer(values);
        try {
            StoredSequence stored = judges ? RedisLayout.row(values) : null;
            return new FoundRow(redisKey, key, row(key, values, writer), stored, null, writer);
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

    private RedisRow row(InstrumentKey key, List<byte[]> values, RowWriter writer)
            throws UnreadableRowException {
        List<Object> state = new ArrayList<>(FORM_ONE.size() + LATER.size());
        for (int i = 0; i < FORM_ONE.size(); i++) {
            state.add(value(FORM_ONE.get(i), field(values, i)));
        }
        for (int i = 0; i < LATER.size(); i++) {
            int index = RedisLayout.FIELDS.size() + i;
            boolean isThere =
                    writer != null && writer.hasLaterFields() && values.get(index) != null;
            state.add(isThere ? value(LATER.get(i), field(values, index)) : null);
        }
        return new RedisRow(key, state, field(values, POSITION).asPosition().toString());
    }

    private static Object value(StateField field, FieldText text) throws UnreadableRowException {
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
