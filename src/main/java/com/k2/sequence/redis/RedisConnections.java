package com.k2.sequence.redis;

import com.k2.sequence.store.StoreException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** From {@code redis.uri} to an open connection. */
public final class RedisConnections {

    /** Of what the check writes, should it not come to delete it. */
    private static final Duration PROBE_TTL = Duration.ofSeconds(1);

    private RedisConnections() {}

    /**
     * Checks that the server is reached, accepts user and password, and lets them do all that the
     * store does: one attempt, answered or given up within about {@code redis.timeout}. Writes a
     * row beside those of all keys, and deletes it.
     *
     * @throws StoreException if not; the message names the URI without its password
     */
    public static void check(RedisOptions options) {
        String probe = options.keyPrefix() + ":preflight";
        List<String> row =
                List.of(
                        "0",
                        "1970-01-01T00:00:00Z",
                        "0",
                        "0",
                        "preflight/0@0",
                        "0",
                        "",
                        "",
                        "0",
                        "0");
        CommandArguments lookUp = new CommandArguments(Command.HMGET).add(probe);
        RedisLayout.FIELDS.forEach(lookUp::add);
        try (RedisLink link = open(options)) {
            link.sendAll(List.of(new CommandArguments(Command.PING), lookUp));
            link.evaluate(List.of(GuardScript.call(List.of(probe), List.of(row), PROBE_TTL)));
            link.sendAll(List.of(new CommandArguments(Command.DEL).add(probe)));
        } catch (JedisException e) {
            throw RedisFailures.explain("use Redis", options, e);
        }
    }

    /**
     * Connects and authenticates.
     *
     * @throws JedisException if that fails
     */
    static RedisLink open(RedisOptions options) {
        JedisClientConfig config = RedisClientConfigs.ofServers(options);
        JedisSocketFactory sockets =
                new OneSocket(
                        new DefaultJedisSocketFactory(options.address().nodes().get(0), config));
        return new RedisLink(new Connection(sockets, config), options.timeout());
    }

    /**
     * Makes one socket. The client would connect anew, but not authenticate, when it finds its
     * socket closed in the middle of a pipeline; the second half would be answered as if it were
     * the whole.
     */
    private static final class OneSocket implements JedisSocketFactory {

        private final JedisSocketFactory delegate;
        private boolean made;

        OneSocket(JedisSocketFactory delegate) {
            this.delegate = delegate;
        }

        @Override
        public Socket createSocket() {
            if (made) {
                throw new JedisConnectionException("the connection was closed");
            }
            made = true;
            return delegate.createSocket();
        }
    }
}
