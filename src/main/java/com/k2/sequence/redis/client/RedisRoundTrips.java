package com.k2.sequence.redis.client;

import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import java.io.Closeable;
import java.util.function.Supplier;

/**
 * Round trips to the servers, tried until they succeed or can't: at once on a new connection the
 * first time, since the old one may only have been cut, then with {@link Backoff} without end. Two
 * failures in a row are an outage, which lasts until the next success: where keys are spread over
 * servers, that of all that were asked.
 *
 * <p>What somebody must put right (a login, a right, a certificate, a proxy) is an outage too once
 * it has worked, or where nothing waits for the server; at the first try it is a failure, since the
 * options are then more likely wrong than the server.
 *
 * <p>Used by one thread; {@link #close()} may come from any, and ends what is under way.
 */
public final class RedisRoundTrips implements Closeable {

    private final RedisSettings options;
    private final StoreListener listener;

    private final RedisServers servers;

    private volatile boolean closed;
    private boolean outage;
    private boolean waitsForAccess;

    /**
     * @param latest the options with the login and files of now, asked for each connection
     * @param waitsForAccess whether refusals are waited out from the first try on
     */
    public RedisRoundTrips(
            RedisSettings options,
            Supplier<RedisSettings> latest,
            boolean waitsForAccess,
            StoreListener listener) {
        this.options = options;
        this.listener = listener;
        this.servers = RedisServers.of(options, latest);
        this.waitsForAccess = waitsForAccess;
    }

    /**
     * Makes one round trip, however often it takes. Tried again is what has no answer yet.
     *
     * @param attempted what is being done, for messages, as it follows "could not"
     * @param keys how many keys are in it
     * @param batch has all answers afterwards
     * @throws StoreException if trying again can't help
     * @throws InterruptedException if this was closed meanwhile, or the thread interrupted
     */
    public void make(String attempted, int keys, Batch batch) throws InterruptedException {
        Backoff backoff = new Backoff();
        for (int failures = 0; ; ) {
            try {
                makeOnce(keys, batch);
                return;
            } catch (RuntimeException e) {
                if (closed) {
                    throw new InterruptedException("closed");
                }
                StoreException cause = RedisAdvice.explain(attempted, options, e);
                if (!isWaitedOut(cause)) {
                    throw cause;
                }
                failures++;
                retry(failures, cause, backoff);
            }
        }
    }

    private boolean isWaitedOut(StoreException cause) {
        return switch (cause.reason().remedy()) {
            case RETRY -> true;
            case RETRY_WHERE_IT_WORKED -> waitsForAccess;
            case FAIL -> false;
        };
    }

    private void makeOnce(int keys, Batch batch) {
        long start = System.nanoTime();
        servers.exchange(batch);
        long nanos = System.nanoTime() - start;
        waitsForAccess = true;
        if (outage) {
            outage = false;
            listener.outageEnded();
        }
        listener.roundTripCompleted(keys, nanos);
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

    /** Closes the connections; nothing is tried again after that. */
    @Override
    public void close() {
        closed = true;
        servers.close();
    }
}
