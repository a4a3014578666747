package com.k2.sequence.testing.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between clients and a server on this machine, delays what the server says, cuts
 * connections, and leads to another server when asked to. Any thread may call it.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cutsToCome = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    private volatile boolean closed;
    private volatile int serverPort;
    private volatile long delayMillis;

    public TcpProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on, new connections lead to another server; those that are open stay. */
    public void leadTo(int serverPort) {
        this.serverPort = serverPort;
    }

    /** From now on, every reply comes so much later. */
    public void delayReplies(long millis) {
        delayMillis = millis;
    }

    /** Cuts a connection in the middle of each of the next requests. */
    public void cutRequests(int requests) {
        cutsToCome.set(requests);
    }

    /** How many connections it has cut. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            keep(client);
            start(() -> connect(client));
        }
    }

    /** A connection that comes while this is being closed is closed too. */
    private void keep(Socket socket) throws IOException {
        sockets.add(socket);
        if (closed) {
            socket.close();
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            keep(server);
            start(() -> sendReplies(server, client));
            sendRequests(client, server);
        } finally {
            // All that can be shown to a client whose server is not there.
            client.close();
        }
    }

    private void sendRequests(Socket client, Socket server) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (cutsToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    out.write(buffer, 0, read / 2);
                    cuts.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private void sendReplies(Socket server, Socket client) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (server;
                client) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
                out.write(buffer, 0, read);
            }
        }
    }

    /** Runs until the sockets it works on are closed. */
    private static void start(IoTask task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException closed) {
                                // One side has gone; the other hears of it by its own socket.
                            }
                        },
                        "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface IoTask {
        void run() throws IOException;
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
