package com.k2.sequence.redis.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One open connection to one server, and pipelines over it. Every method throws a {@link
 * JedisException} where the round trip failed; the link is then of no more use.
 *
 * <p>Used by one thread; {@link #close()} may come from any, and ends a round trip under way.
 */
public final class RedisLink implements Closeable {

    /** The part of the time limit that is granted to replies in any case. */
    private static final int LEAST_SHARE = 4;

    private final Connection connection;
    private final Duration timeout;

    private int unanswered;

    /** When, by {@link System#nanoTime()}. */
    private long begun;

    RedisLink(Connection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /**
     * Sends these commands, so that the server can begin while something else is done here; {@link
     * #finish} must follow before anything else is sent.
     */
    public void begin(List<CommandArguments> commands) {
        begun = System.nanoTime();
        unanswered = commands.size();
        within(
                timeout.toNanos(),
                () -> {
                    commands.forEach(connection::sendCommand);
                    // Of no replies: what was sent leaves now.
                    return connection.getMany(0);
                });
    }

    /**
     * Receives the replies to what was begun, within {@code redis.timeout} of that. Where something
     * else was done meanwhile that time may be over, and the replies lie there: then a part of it
     * is granted again.
     *
     * @return the replies in order; a {@link JedisDataException} where the server refused
     */
    public List<Object> finish() {
        long left = timeout.toNanos() - (System.nanoTime() - begun);
        return within(
                Math.max(left, timeout.toNanos() / LEAST_SHARE),
                () -> connection.getMany(unanswered));
    }

    /**
     * Receives the replies to what was begun, as {@link #finish()} does, and fails on refusals.
     *
     * @param tolerated which refusals may stand among the replies
     * @throws JedisDataException the first refusal of another kind
     */
    public List<Object> finish(Predicate<JedisDataException> tolerated) {
        List<Object> replies = finish();
        for (Object reply : replies) {
            if (reply instanceof JedisDataException refused && !tolerated.test(refused)) {
                throw refused;
            }
        }
        return replies;
    }

    /**
     * A read that waits too long throws by itself. A write to a server that does not read, and a
     * reply that trickles, do not: closing the socket ends them.
     */
    private List<Object> within(long nanos, Step step) {
        CompletableFuture<Void> deadline = new CompletableFuture<>();
        deadline.orTimeout(nanos, TimeUnit.NANOSECONDS)
                .whenComplete(
                        (done, late) -> {
                            if (late != null) {
                                close();
                            }
                        });
        try {
            List<Object> replies = step.run();
            if (deadline.complete(null)) {
                return replies;
            }
            throw new JedisConnectionException("answered too late");
        } catch (JedisException e) {
            throw deadline.complete(null) ? e : late(e);
        }
    }

    private static JedisConnectionException late(JedisException e) {
        SocketTimeoutException timeout = new SocketTimeoutException("no answer in time");
        timeout.addSuppressed(e);
        return new JedisConnectionException(timeout);
    }

    /**
     * Sends these commands in one round trip.
     *
     * @param tolerated which refusals may stand among the replies
     * @throws JedisDataException the first refusal of another kind
     */
    public List<Object> sendAll(
            List<CommandArguments> commands, Predicate<JedisDataException> tolerated) {
        begin(commands);
        return finish(tolerated);
    }

    /** Sends these commands in one round trip, in which no refusal is tolerated. */
    public List<Object> sendAll(List<CommandArguments> commands) {
        return sendAll(commands, refused -> false);
    }

    /** Closes the socket at once, whatever it is doing; harmless on a closed one. */
    @Override
    public void close() {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            // The socket is gone one way or the other.
        }
    }

    @FunctionalInterface
    private interface Step {
        List<Object> run();
    }
}
