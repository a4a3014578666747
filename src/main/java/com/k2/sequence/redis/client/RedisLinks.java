package com.k2.sequence.redis.client;

import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.StoreException;
import java.io.Closeable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Open connections, at most one to each server and each sentinel.
 *
 * <p>Used by one thread; {@link #close()} may come from any.
 */
final class RedisLinks implements Closeable {

    private final Supplier<RedisSettings> options;
    private final Map<HostAndPort, RedisLink> links = new ConcurrentHashMap<>();

    /** The socket of the connection that is being opened; null while none is. */
    private volatile OneSocket opening;

    private volatile boolean closed;

    /**
     * @param options asked for each connection
     */
    RedisLinks(Supplier<RedisSettings> options) {
        this.options = options;
    }

    /** The connection to a server or sentinel; null where there is none. */
    RedisLink find(HostAndPort node) {
        return links.get(node);
    }

    /**
     * The connection to a server that may hold rows, opened where there is none.
     *
     * @throws JedisException if that fails
     * @throws StoreException if the TLS files can't be used
     */
    RedisLink server(HostAndPort server) {
        RedisLink open = find(server);
        return open == null ? open(server, RedisClientConfigs::ofServers) : open;
    }

    /** The same of a sentinel. */
    RedisLink sentinel(HostAndPort sentinel) {
        RedisLink open = find(sentinel);
        return open == null ? open(sentinel, RedisClientConfigs::ofSentinels) : open;
    }

    private RedisLink open(
            HostAndPort node, Function<RedisSettings, JedisClientConfig> configuring) {
        RedisSettings latest = options.get();
        JedisClientConfig config = configuring.apply(latest);
        OneSocket socket = new OneSocket(node, config);
        opening = socket;
        try {
            if (closed) {
                throw new JedisConnectionException("closed");
            }
            Connection connection =
                    RedisFailures.understand("the login", () -> new Connection(socket, config));
            RedisLink open = new RedisLink(connection, latest.timeout());
            links.put(node, open);
            if (closed) {
                open.close();
            }
            return open;
        } catch (RuntimeException e) {
            // The client closes it after failures that are its own exceptions alone.
            socket.close();
            throw e;
        } finally {
            opening = null;
        }
    }

    /** The servers and sentinels that there are connections to. */
    Set<HostAndPort> connected() {
        return Set.copyOf(links.keySet());
    }

    /** Gives up a connection. */
    void drop(HostAndPort node) {
        RedisLink open = links.remove(node);
        if (open != null) {
            open.close();
        }
    }

    /** Gives up all connections but these. */
    void keep(Collection<HostAndPort> nodes) {
        connected().stream().filter(node -> !nodes.contains(node)).forEach(this::drop);
    }

    /**
     * Closes all connections, also one whose server does not answer the login; no others are opened
     * after that.
     */
    @Override
    public void close() {
        closed = true;
        OneSocket unfinished = opening;
        if (unfinished != null) {
            unfinished.close();
        }
        links.values().forEach(RedisLink::close);
    }
}
