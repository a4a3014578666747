package com.k2.sequence.redis.client;

import com.k2.sequence.redis.settings.RedisAddress;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.StoreException;
import java.io.Closeable;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What a person asks of the servers behind {@code redis.uri}: every round trip is one attempt,
 * bounded by {@code redis.timeout}; where it fails there is a {@link StoreException} that says what
 * to change, and the next one begins with a new connection. For one thread.
 */
public final class RedisCommands implements Closeable {

    private final RedisSettings options;
    private final RedisServers servers;

    /** Does not connect yet. */
    public RedisCommands(RedisSettings options) {
        this.options = options;
        this.servers = RedisServers.of(options);
    }

    public RedisSettings options() {
        return options;
    }

    /**
     * Sends commands in one round trip, wherever their keys are.
     *
     * @param attempted what is being done, for messages, as it follows "could not"
     * @param commands each with its key as such
     * @param tolerated which refusals may stand among the replies
     * @return the replies in order
     */
    public List<Object> send(
            String attempted,
            List<CommandArguments> commands,
            Predicate<JedisDataException> tolerated) {
        try {
            Batch batch = new Batch(commands, tolerated);
            servers.exchange(batch);
            return batch.replies();
        } catch (JedisException | NodeException e) {
            throw RedisAdvice.explain(attempted, options, e);
        }
    }

    /** The same of commands that may not be refused. */
    public List<Object> send(String attempted, List<CommandArguments> commands) {
        return send(attempted, commands, refused -> false);
    }

    /** The reply to one command. */
    public Object send(String attempted, CommandArguments command) {
        return send(attempted, List.of(command)).get(0);
    }

    /**
     * Has each server that holds keys, none of them a replica, asked by itself.
     *
     * @param asks gets host and port, and the connection
     */
    public void eachServer(String attempted, BiConsumer<String, RedisLink> asks) {
        try {
            servers.each((server, link) -> asks.accept(RedisAddress.text(server), link));
        } catch (JedisException | NodeException e) {
            throw RedisAdvice.explain(attempted, options, e);
        }
    }

    @Override
    public void close() {
        servers.close();
    }
}
