package com.k2.sequence.redis.rows;

import com.k2.sequence.redis.client.RedisCommands;
import com.k2.sequence.redis.client.Replies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The job's acknowledgements of commands: a hash each, {@code <key-prefix>#control:<id>}, which is
 * there once the checkpoint that holds the command is complete. For one thread; failures are {@code
 * StoreException}s.
 */
public final class ReceiptReader {

    private static final String STATUS = "status";

    private final RedisCommands commands;

    ReceiptReader(RedisCommands commands) {
        this.commands = commands;
    }

    /** The acknowledgement of a command; null where there is none yet. */
    public KeyReceipt find(String id) {
        Map<String, String> fields = fields(id);
        return fields.containsKey(STATUS) ? KeyReceipt.of(fields) : null;
    }

    /** That of a command for all keys; null while a task has not acknowledged it. */
    public SharedReceipt findShared(String id) {
        return SharedReceipt.of(fields(id));
    }

    private Map<String, String> fields(String id) {
        CommandArguments whole = new CommandArguments(Command.HGETALL).key(redisKey(id));
        List<String> parts =
                Replies.texts(commands.send("look for the job's acknowledgement", whole));
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < parts.size(); i += 2) {
            fields.put(parts.get(i), parts.get(i + 1));
        }
        return fields;
    }

    /**
     * Which of these commands are acknowledged, in their order, in one round trip.
     *
     * @param ids at least one
     */
    public List<Boolean> areThere(List<String> ids) {
        List<CommandArguments> statuses =
                ids.stream()
                        .map(id -> new CommandArguments(Command.HGET).key(redisKey(id)).add(STATUS))
                        .toList();
        return commands.send("look for the job's acknowledgements", statuses).stream()
                .map(Objects::nonNull)
                .toList();
    }

    private String redisKey(String id) {
        return commands.options().keyPrefix() + "#control:" + id;
    }
}
