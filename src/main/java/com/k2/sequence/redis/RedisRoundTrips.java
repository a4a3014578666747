package com.k2.sequence.redis;

import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import java.io.Closeable;

/**
 * Round trips to the server, tried until they succeed or can't: at once on a new connection the
 * first time, since the old one may only have been cut, then with {@link Backoff} without end. Two
 * failures in a row are an outage, which lasts until the next success.
 *
 * <p>Used by one thread; {@link #close()} may come from any, and ends what is under way.
 */
final class RedisRoundTrips implements Closeable {

    private final RedisOptions options;
    private final StoreListener listener;

    private volatile RedisLink link;
    private volatile boolean closed;
    private boolean outage;

    RedisRoundTrips(RedisOptions options, StoreListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** What is done over a link, and whether it may have been done before without an answer. */
    @FunctionalInterface
    interface RoundTrip<T> {
        T over(RedisLink link, boolean resent);
    }

    /**
     * Makes one round trip, however often it takes.
     *
     * @param attempted what is being done, for messages, as it follows "could not"
     * @param keys how many keys are in it
     * @throws StoreException if trying again can't help
     * @throws InterruptedException if this was closed meanwhile, or the thread interrupted
     */
    <T> T make(String attempted, int keys, RoundTrip<T> roundTrip) throws InterruptedException {
        Backoff backoff = new Backoff();
        for (int failures = 0; ; ) {
            try {
                return makeOnce(keys, roundTrip, failures > 0);
            } catch (RuntimeException e) {
                disconnect();
                if (closed) {
                    throw new InterruptedException("closed");
                }
                StoreException cause = RedisFailures.explain(attempted, options, e);
                if (!cause.isRetryable()) {
                    throw cause;
                }
                failures++;
                retry(failures, cause, backoff);
            }
        }
    }

    private <T> T makeOnce(int keys, RoundTrip<T> roundTrip, boolean resent) {
        RedisLink open = connect();
        long start = System.nanoTime();
        T result = roundTrip.over(open, resent);
        long nanos = System.nanoTime() - start;
        if (outage) {
            outage = false;
            listener.outageEnded();
        }
        listener.roundTripCompleted(keys, nanos);
        return result;
    }

    private void retry(int failures, StoreException cause, Backoff backoff)
            throws InterruptedException {
        if (failures > 1 && !outage) {
            outage = true;
            listener.outageBegan(cause);
        }
        listener.roundTripRetried(cause);
        if (failures > 1) {
            Thread.sleep(backoff.next());
        }
    }

    private RedisLink connect() {
        RedisLink open = link;
        if (open == null) {
            open = RedisConnections.open(options);
            link = open;
            if (closed) {
                open.close();
            }
        }
        return open;
    }

    private void disconnect() {
        RedisLink open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    /** Closes the connection; nothing is tried again after that. */
    @Override
    public void close() {
        closed = true;
        RedisLink open = link;
        if (open != null) {
            open.close();
        }
    }
}
