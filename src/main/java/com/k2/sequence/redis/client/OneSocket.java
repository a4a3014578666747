package com.k2.sequence.redis.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Makes one socket. The client would connect again, but not authenticate, when it finds its socket
 * closed in the middle of a pipeline; the second half would be answered as if it were the whole.
 *
 * <p>Used by one thread; {@link #close()} may come from any, and ends the TLS handshake or login
 * that is under way on the socket.
 */
final class OneSocket implements JedisSocketFactory, Closeable {

    private final JedisSocketFactory delegate;
    private boolean made;
    private volatile Socket socket;
    private volatile boolean closed;

    OneSocket(HostAndPort node, JedisClientConfig config) {
        this.delegate = new DefaultJedisSocketFactory(node, config);
    }

    @Override
    public Socket createSocket() {
        if (made) {
            throw new JedisConnectionException("the connection was closed");
        }
        made = true;
        socket = delegate.createSocket();
        if (closed) {
            close();
        }
        return socket;
    }

    @Override
    public void close() {
        closed = true;
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The socket is gone one way or the other.
            }
        }
    }
}
