package com.k2.sequence.redis;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * One open connection to one server, and pipelines over it. Every method throws a {@link
 * JedisException} where the round trip failed; the link is then of no more use.
 *
 * <p>Used by one thread; {@link #close()} may come from any, and ends a round trip under way.
 */
final class RedisLink implements Closeable {

    /** A server that forgets scripts this often is being flushed without end. */
    private static final int LOADS = 3;

    private final Connection connection;
    private final Duration timeout;

    RedisLink(Connection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /**
     * Sends these commands in one round trip, each answered with success or not.
     *
     * @return the replies in order; a {@link JedisDataException} where the server refused
     */
    List<Object> send(List<CommandArguments> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        return inTime(
                () -> {
                    commands.forEach(connection::sendCommand);
                    return connection.getMany(commands.size());
                });
    }

    /**
     * Sends these commands, so that the server can begin while something else is done here; {@link
     * #finish} must follow before anything else is sent.
     */
    void begin(List<CommandArguments> commands) {
        inTime(
                () -> {
                    commands.forEach(connection::sendCommand);
                    return null;
                });
    }

    /**
     * Receives the replies to what was begun, like {@link #sendAll}.
     *
     * @param commands how many there are
     */
    List<Object> finish(int commands, Predicate<JedisDataException> tolerated) {
        List<Object> replies = inTime(() -> connection.getMany(commands));
        throwFirstRefusal(replies, tolerated);
        return replies;
    }

    /**
     * A read that waits too long throws by itself. A write to a server that does not read, and a
     * reply that trickles, do not: closing the socket ends them.
     */
    private <T> T inTime(Supplier<T> exchange) {
        CompletableFuture<Void> deadline = new CompletableFuture<>();
        deadline.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete(
                        (answered, late) -> {
                            if (late != null) {
                                close();
                            }
                        });
        try {
            T result = exchange.get();
            if (deadline.complete(null)) {
                return result;
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
    List<Object> sendAll(List<CommandArguments> commands, Predicate<JedisDataException> tolerated) {
        List<Object> replies = send(commands);
        throwFirstRefusal(replies, tolerated);
        return replies;
    }

    /** Like the above, tolerating nothing. */
    List<Object> sendAll(List<CommandArguments> commands) {
        return sendAll(commands, refused -> false);
    }

    /**
     * Like {@link #sendAll}, for calls of the {@link GuardScript}: where the server does not know
     * it (restarted, promoted or flushed), it is loaded and just those calls are sent again.
     */
    List<Object> evaluate(List<CommandArguments> calls) {
        List<Object> replies = new ArrayList<>(send(calls));
        for (int load = 0; load < LOADS; load++) {
            List<Integer> unknown = unknownScripts(replies);
            if (unknown.isEmpty()) {
                break;
            }
            sendAll(List.of(GuardScript.load()));
            List<Object> again = send(unknown.stream().map(calls::get).toList());
            for (int i = 0; i < again.size(); i++) {
                replies.set(unknown.get(i), again.get(i));
            }
        }
        throwFirstRefusal(replies, refused -> false);
        return replies;
    }

    private static List<Integer> unknownScripts(List<Object> replies) {
        List<Integer> unknown = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof JedisNoScriptException) {
                unknown.add(i);
            }
        }
        return unknown;
    }

    private static void throwFirstRefusal(
            List<Object> replies, Predicate<JedisDataException> tolerated) {
        for (Object reply : replies) {
            if (reply instanceof JedisDataException refused && !tolerated.test(refused)) {
                throw refused;
            }
        }
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
}
