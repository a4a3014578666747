package com.k2.sequence.embedded;

import java.net.BindException;

/**
 * Starts servers on free ports. Between the check and the bind another process may take a port;
 * then the server is started again on another one.
 */
public final class PortRetry {

    private static final int MOST_ATTEMPTS = 10;

    private PortRetry() {}

    /**
     * Starts a server on its usual port if that is free, or on another free one, and on further
     * ones while the port is taken.
     *
     * @param usualPort 0 where it has none
     * @param start starts the server on a port, or fails and leaves nothing behind
     * @throws E as the start does, for any reason but a lost port; for that too after many attempts
     */
    public static <T, E extends Exception> T start(int usualPort, Start<T, E> start) throws E {
        int port = usualPort != 0 && FreePorts.isFree(usualPort) ? usualPort : FreePorts.next();
        for (int attempt = 1; ; attempt++) {
            try {
                return start.on(port);
            } catch (Exception e) {
                if (attempt == MOST_ATTEMPTS || !isLostPort(e)) {
                    throw e;
                }
                port = FreePorts.next();
            }
        }
    }

    /** Servers wrap the system's exception. */
    static boolean isLostPort(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /**
     * How a server is started.
     *
     * @param <T> the server
     * @param <E> what its start may throw
     */
    @FunctionalInterface
    public interface Start<T, E extends Exception> {

        T on(int port) throws E;
    }
}
