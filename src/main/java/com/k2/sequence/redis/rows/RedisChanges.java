package com.k2.sequence.redis.rows;

import com.k2.sequence.redis.client.RedisCommands;
import com.k2.sequence.redis.layout.RowWriter;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Changes rows with no job running. A row keeps its position, lineage, base and moves, so that
 * nothing that is still on its way from a job can bring the old state back; a job that runs knows
 * nothing of the change and overwrites it. Fields that this version does not know are left alone.
 *
 * <p>For one thread; failures are {@link StoreException}s.
 */
public final class RedisChanges {

    /** The position of a row that no message stands behind. */
    private static final String NO_MESSAGE = "direct/0@0";

    private static final int ROWS_AT_ONCE = 1_000;

    /** All that the rule knows of a key, when it knows nothing. */
    private static final Map<String, String> NOTHING = nothing();

    /** Fields that stand in a row only where they have a value. */
    private static final List<String> LATER =
            StateFields.ALL.later().stream().map(StateField::name).toList();

    private final RedisCommands commands;
    private final RedisRows rows;

    /** Changes rows through the connections that these are read by. */
    public RedisChanges(RedisRows rows) {
        this.commands = rows.commands();
        this.rows = rows;
    }

    /**
     * Makes the key's next message the first of its key. A row that can't be read is deleted,
     * unless it is of a later form.
     *
     * @return what there was; null where there was nothing
     * @throws StoreException also if the row is of a later form that can't be read
     */
    public FoundRow clear(InstrumentKey key) {
        FoundRow before = changeable(key);
        if (before != null) {
            commands.send("clear a row", clearing(before));
        }
        return before;
    }

    /**
     * Makes this number the last one of the key. Gap and reset counts stay. Where there is no row,
     * or one that can't be read, there is one of the earliest lineage afterwards.
     *
     * @param last from 0
     * @return what there was; null where there was nothing
     * @throws StoreException also if the row is of a later form that can't be read
     */
    public FoundRow set(InstrumentKey key, long last) {
        FoundRow before = changeable(key);
        String redisKey = rows.redisKey(key);
        List<CommandArguments> setting = new ArrayList<>();
        if (before != null && before.isReadable()) {
            setting.add(writing(before, Map.of(StateFields.LAST_SEQ.name(), Long.toString(last))));
            if (before.writer().hasLaterFields()) {
                setting.addAll(
                        writingLater(
                                redisKey, SequenceState.withLast(before.stored().state(), last)));
            }
        } else {
            setting.add(deleting(redisKey));
            setting.add(writing(redisKey, newRow(last)));
        }
        setting.add(renewing(redisKey));
        commands.send("set a row", setting);
        return before;
    }

    /** What is left of the later fields: nothing that was missing is missing any more. */
    private static List<CommandArguments> writingLater(String redisKey, SequenceState state) {
        CommandArguments writing = new CommandArguments(Command.HSET).key(redisKey);
        CommandArguments emptying = new CommandArguments(Command.HDEL).key(redisKey);
        boolean writes = false;
        boolean empties = false;
        for (StateField field : StateFields.ALL.later()) {
            Object value = field.of(state);
            if (value == null) {
                emptying.add(field.name());
                empties = true;
            } else {
                writing.add(field.name()).add(field.kind().format(value));
                writes = true;
            }
        }
        List<CommandArguments> both = new ArrayList<>();
        if (writes) {
            both.add(writing);
        }
        if (empties) {
            both.add(emptying);
        }
        return both;
    }

    private FoundRow changeable(InstrumentKey key) {
        FoundRow found = rows.find(key);
        if (found != null && isOfNoUse(found)) {
            throw new StoreException(
                    found.redisKey()
                            + " can't be changed: "
                            + found.unreadable()
                            + "; use the command line of that version",
                    OutageReason.REFUSED,
                    null);
        }
        return found;
    }

    /** A later version can read it, and would lose what it has there. */
    private static boolean isOfNoUse(FoundRow row) {
        return !row.isReadable() && row.isOfLaterForm();
    }

    private static Map<String, String> newRow(long last) {
        Map<String, String> row = new LinkedHashMap<>(NOTHING);
        row.put(StateFields.LAST_SEQ.name(), Long.toString(last));
        row.put("position", NO_MESSAGE);
        row.put("lineage", "0");
        row.put("base", "");
        row.put("topic_id", "");
        row.put("moves", "0");
        row.put("writer", RowWriter.ofPlainRow(0).text());
        return row;
    }

    /**
     * Clears all rows that are meant, by SCAN, a thousand at a time. Keys of other programs are
     * left alone, and so are rows of a later form that can't be read.
     *
     * @param progress called after each thousand with how many it has been so far
     * @return how many it was
     */
    public long clearAll(RowPattern pattern, LongConsumer progress) {
        List<FoundRow> page = new ArrayList<>(ROWS_AT_ONCE);
        long[] cleared = {0};
        // Another connection than that of the scan, which waits for its replies meanwhile.
        try (RedisCommands writing = new RedisCommands(commands.options())) {
            rows.forEachWhole(
                    pattern,
                    row -> {
                        if (row.key() != null && !isOfNoUse(row)) {
                            page.add(row);
                        }
                        if (page.size() == ROWS_AT_ONCE) {
                            cleared[0] += clearPage(writing, page);
                            progress.accept(cleared[0]);
                        }
                    });
            return cleared[0] + clearPage(writing, page);
        }
    }

    private int clearPage(RedisCommands writing, List<FoundRow> page) {
        int size = page.size();
        List<CommandArguments> clearing = new ArrayList<>(2 * size);
        page.forEach(row -> clearing.addAll(clearing(row)));
        if (size > 0) {
            writing.send("clear rows", clearing);
        }
        page.clear();
        return size;
    }

    private List<CommandArguments> clearing(FoundRow row) {
        if (!row.isReadable()) {
            return List.of(deleting(row.redisKey()));
        }
        List<CommandArguments> clearing = new ArrayList<>();
        clearing.add(writing(row, NOTHING));
        if (row.writer().hasLaterFields()) {
            CommandArguments emptying = new CommandArguments(Command.HDEL).key(row.redisKey());
            LATER.forEach(emptying::add);
            clearing.add(emptying);
        }
        clearing.add(renewing(row.redisKey()));
        return clearing;
    }

    private static Map<String, String> nothing() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (StateField field : StateFields.ALL.ofFormOne()) {
            texts.put(field.name(), field.text(null, ""));
        }
        return texts;
    }

    /** Changes fields of a row. What it has beside them in a later form is older from then on. */
    private static CommandArguments writing(FoundRow row, Map<String, String> fields) {
        CommandArguments writing = writing(row.redisKey(), fields);
        return row.isOfLaterForm()
                ? writing.add("writer").add(RowWriter.of(row.writer().submission()).text())
                : writing;
    }

    private static CommandArguments writing(String redisKey, Map<String, String> fields) {
        CommandArguments writing = new CommandArguments(Command.HSET).key(redisKey);
        fields.forEach((field, value) -> writing.add(field).add(value));
        return writing;
    }

    private static CommandArguments deleting(String redisKey) {
        return new CommandArguments(Command.DEL).key(redisKey);
    }

    private CommandArguments renewing(String redisKey) {
        return new CommandArguments(Command.PEXPIRE)
                .key(redisKey)
                .add(commands.options().keyTtl().toMillis());
    }
}
