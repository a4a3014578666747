package com.k2.sequence.redis.rows;

import com.k2.sequence.redis.client.RedisCommands;
import com.k2.sequence.redis.client.Replies;
import com.k2.sequence.redis.layout.RedisLayout;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.tracking.InstrumentKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The rows in Redis for the command line: looks at one, at all, and at the servers. Reads only;
 * {@link RedisChanges} writes.
 *
 * <p>Every call is one attempt, each round trip of it bounded by {@code redis.timeout}; where one
 * fails there is a {@link com.k2.sequence.store.StoreException} that says what to change. For one
 * thread.
 */
public final class RedisRows implements AutoCloseable {

    private final RedisCommands commands;
    private final RedisLayout layout;
    private final RowReader whole;
    private final RowReader brief;
    private final RowReader listed;

    private RedisRows(RedisCommands commands) {
        this.commands = commands;
        this.layout = new RedisLayout(commands.options().keyPrefix());
        this.whole = RowReader.whole(layout);
        this.brief = RowReader.brief(layout);
        this.listed = RowReader.listed(layout);
    }

    /** Does not wait for the server. */
    public static RedisRows open(RedisSettings options) {
        return new RedisRows(new RedisCommands(options));
    }

    /** The key under which the row of an instrument stands. */
    public String redisKey(InstrumentKey key) {
        return layout.redisKey(key);
    }

    /** What stands there for this key, judged as the job does; null where nothing does. */
    public FoundRow find(InstrumentKey key) {
        return read(bytes(layout.redisKey(key)), whole);
    }

    private FoundRow read(byte[] redisKey, RowReader reader) {
        List<CommandArguments> command = List.of(reader.read(redisKey));
        return reader.found(
                redisKey, commands.send("read a row", command, RowScan::isWrongType).get(0));
    }

    /** Who wrote the row of this key. */
    public RowOrigin origin(InstrumentKey key) {
        String redisKey = layout.redisKey(key);
        CommandArguments fields = new CommandArguments(Command.HMGET).key(redisKey);
        RowOrigin.FIELDS.forEach(fields::add);
        CommandArguments expiry = new CommandArguments(Command.PTTL).key(redisKey);
        List<Object> replies = commands.send("read a row", List.of(fields, expiry));
        return RowOrigin.of(Replies.texts(replies.get(0)), (Long) replies.get(1));
    }

    /**
     * Looks at all rows that are meant, in no order, a thousand a round trip; a row that is written
     * meanwhile may come twice. Keys that expire meanwhile are left out.
     *
     * @param consumer asks nothing here meanwhile: replies are on their way
     */
    public void forEach(RowPattern pattern, Consumer<FoundRow> consumer) {
        forEach(pattern, brief, listed, consumer);
    }

    /** The same, of whole rows, each judged as the job does. */
    public void forEachWhole(RowPattern pattern, Consumer<FoundRow> consumer) {
        forEach(pattern, whole, whole, consumer);
    }

    private void forEach(
            RowPattern pattern, RowReader reader, RowReader more, Consumer<FoundRow> consumer) {
        RowScan scan =
                new RowScan(
                        pattern.match(commands.options().keyPrefix()),
                        reader,
                        more,
                        redisKey -> read(redisKey, more));
        commands.eachServer("read rows", (name, server) -> scan.rows(server, consumer));
    }

    /** The connections that rows are read by. */
    RedisCommands commands() {
        return commands;
    }

    /** What the job says of commands, through the same connections. */
    public ReceiptReader acknowledgements() {
        return new ReceiptReader(commands);
    }

    /** What there is to know of each server that holds keys. */
    public List<ServerNotes> servers() {
        List<ServerNotes> servers = new ArrayList<>();
        commands.eachServer(
                "ask for the server's state",
                (name, server) -> servers.add(ServerNotes.ask(name, server)));
        return servers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        commands.close();
    }
}
