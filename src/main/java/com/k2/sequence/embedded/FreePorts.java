package com.k2.sequence.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out TCP ports to listen on. They are below the range that systems use for outgoing
 * connections, so no connection takes a port between the check and the bind, and no port is given
 * twice in this JVM. Safe for use by many threads.
 */
public final class FreePorts {

    private static final int FIRST = 10_240;
    private static final int LAST = 32_700;
    private static final int MOST_ATTEMPTS = 1_000;

    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /**
     * A random port on which no process listens, so that JVMs at the same time rarely collide.
     *
     * @throws IllegalStateException if none is found
     */
    public static synchronized int next() {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port between "
                        + FIRST
                        + " and "
                        + LAST
                        + " in "
                        + MOST_ATTEMPTS
                        + " tries");
    }

    /** Whether no process listens on this port, on any address of this machine. */
    public static boolean isFree(int port) {
        return canBind(port, null) && canBind(port, InetAddress.getLoopbackAddress());
    }

    private static boolean canBind(int port, InetAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
