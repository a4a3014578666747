package com.k2.sequence.redis;

import com.k2.sequence.redis.client.Batch;
import com.k2.sequence.redis.client.RedisRoundTrips;
import com.k2.sequence.redis.layout.RedisLayout;
import com.k2.sequence.redis.layout.UnreadableRowException;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceStoreFactory;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.args.RawableFactory;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Sequence states in Redis. A thread of the store's own does the calls one after another, each as
 * one pipeline to each server that has keys of it, through {@link RedisRoundTrips} that try again
 * what may pass.
 *
 * <p>The methods may be called from any thread. The listener is called and the futures complete on
 * the store's thread, except those that are still open when {@link #close()} has waited long
 * enough.
 */
final class RedisSequenceStore implements SequenceStore {

    /** How long the thread may take to end; what it can be held up by then ends by itself. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    private static final AtomicInteger STORES = new AtomicInteger();

    // Encoded once: they go along with each key.
    private static final List<Rawable> FIELDS = encoded(RedisLayout.FIELDS);
    private static final List<Rawable> ALL_FIELDS = encoded(RedisLayout.ALL_FIELDS);

    private final RedisSettings options;
    private final RedisLayout layout;
    private final long lineage;
    private final long submission;
    private final int keysPerCall;
    private final StoreListener listener;
    private final RedisRoundTrips roundTrips;
    private final BlockingQueue<Call<?>> calls = new LinkedBlockingQueue<>();
    private final Thread thread;

    /**
     * Whether a row with later fields was met: then lookups ask for them. Of the store's thread.
     */
    private boolean meetsLaterFields;

    private volatile Call<?> running;
    private volatile boolean closed;

    /**
     * @param latest the options with the login and files of now, asked for each connection
     * @param waitsForAccess as {@link SequenceStoreFactory#open} takes it
     */
    RedisSequenceStore(
            RedisSettings options,
            Supplier<RedisSettings> latest,
            long lineage,
            long submission,
            boolean waitsForAccess,
            StoreListener listener) {
        if (lineage < 0 || submission < lineage) {
            throw new IllegalArgumentException(
                    "a lineage is never negative, nor after its submission: "
                            + lineage
                            + " and "
                            + submission);
        }
        this.options = options;
        this.layout = new RedisLayout(options.keyPrefix());
        this.lineage = lineage;
        this.submission = submission;
        this.keysPerCall = GuardScript.keysPerCall(options);
        this.listener = listener;
        this.roundTrips = new RedisRoundTrips(options, latest, waitsForAccess, listener);
        this.thread = new Thread(this::run, "redis-store-" + STORES.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public CompletableFuture<Map<InstrumentKey, StoredSequence>> lookUp(
            Collection<InstrumentKey> keys) {
        List<InstrumentKey> distinct = List.copyOf(keys);
        return submit(new Call<>(() -> lookUpNow(distinct)));
    }

    @Override
    public CompletableFuture<Integer> update(List<SequenceUpdate> updates) {
        List<SequenceUpdate> copy = List.copyOf(updates);
        return submit(new Call<>(() -> updateNow(copy)));
    }

    @Override
    public CompletableFuture<Void> acknowledge(List<CommandReceipt> acknowledgements) {
        List<CommandReceipt> copy = List.copyOf(acknowledgements);
        return submit(new Call<>(() -> acknowledgeNow(copy)));
    }

    private <T> CompletableFuture<T> submit(Call<T> call) {
        calls.add(call);
        if (closed) {
            failQueuedCalls();
        }
        return call.result;
    }

    private void run() {
        try {
            while (!closed) {
                running = calls.take();
                running.run();
            }
        } catch (InterruptedException e) {
            failRunningCall();
        } finally {
            failQueuedCalls();
        }
    }

    private void failRunningCall() {
        Call<?> call = running;
        if (call != null) {
            call.result.completeExceptionally(closedException());
        }
    }

    private void failQueuedCalls() {
        for (Call<?> call = calls.poll(); call != null; call = calls.poll()) {
            call.result.completeExceptionally(closedException());
        }
    }

    private StoreException closedException() {
        return new StoreException(
                "the store at " + options.safeUri() + " was closed before this was done",
                OutageReason.FAULT,
                null);
    }

    private static List<Rawable> encoded(List<String> fields) {
        return fields.stream().map(RawableFactory::from).toList();
    }

    /**
     * Asks for the fields of every row, and of those that have more once again for all: what a row
     * has must be of one time.
     */
    private Map<InstrumentKey, StoredSequence> lookUpNow(List<InstrumentKey> keys)
            throws InterruptedException {
        boolean all = meetsLaterFields;
        List<Object> replies = read(keys, all);
        Map<InstrumentKey, StoredSequence> rows = new HashMap<>(keys.size() * 2);
        List<InstrumentKey> again = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!all && hasMore(replies.get(i))) {
                again.add(keys.get(i));
            } else {
                putRow(keys.get(i), replies.get(i), rows);
            }
        }
        if (!again.isEmpty()) {
            meetsLaterFields = true;
            replies = read(again, true);
            for (int i = 0; i < again.size(); i++) {
                putRow(again.get(i), replies.get(i), rows);
            }
        }
        return rows;
    }

    private List<Object> read(List<InstrumentKey> keys, boolean all) throws InterruptedException {
        List<Rawable> encoded = all ? ALL_FIELDS : FIELDS;
        List<String> fields = all ? RedisLayout.ALL_FIELDS : RedisLayout.FIELDS;
        List<CommandArguments> commands = new ArrayList<>(keys.size());
        for (InstrumentKey key : keys) {
            CommandArguments command =
                    new CommandArguments(Command.HMGET).key(layout.redisKey(key));
            encoded.forEach(command::add);
            commands.add(command);
        }
        Batch batch =
                new Batch(
                        commands,
                        RedisSequenceStore::isWrongType,
                        answer -> RedisLayout.isRow(answer, fields));
        roundTrips.make("look up " + counted(keys.size()), keys.size(), batch);
        return batch.replies();
    }

    @SuppressWarnings("unchecked")
    private static boolean hasMore(Object reply) {
        return reply instanceof List<?> && RedisLayout.hasMore((List<byte[]>) reply);
    }

    private void putRow(InstrumentKey key, Object reply, Map<InstrumentKey, StoredSequence> rows) {
        StoredSequence row = row(key, reply);
        if (row != null) {
            rows.put(key, row);
        }
    }

    private static boolean isWrongType(JedisDataException refused) {
        return refused.getMessage().startsWith("WRONGTYPE");
    }

    @SuppressWarnings("unchecked")
    private StoredSequence row(InstrumentKey key, Object reply) {
        try {
            if (reply instanceof JedisDataException) {
                throw new UnreadableRowException("the key holds something else than a hash");
            }
            return RedisLayout.row((List<byte[]>) reply);
        } catch (UnreadableRowException e) {
            listener.rowUnreadable(key, layout.redisKey(key) + ": " + e.getMessage());
            return null;
        }
    }

    private Integer updateNow(List<SequenceUpdate> updates) throws InterruptedException {
        Batch guarded =
                GuardScript.batch(
                        GuardScript.calls(
                                layout,
                                updates,
                                lineage,
                                submission,
                                options.keyTtl(),
                                keysPerCall));
        roundTrips.make("update " + counted(updates.size()), updates.size(), guarded);
        return GuardScript.ignored(guarded);
    }

    private Void acknowledgeNow(List<CommandReceipt> acknowledgements) throws InterruptedException {
        List<CommandArguments> commands = new ArrayList<>(2 * acknowledgements.size());
        for (CommandReceipt done : acknowledgements) {
            String redisKey = layout.acknowledgementKey(done.id());
            CommandArguments fields = new CommandArguments(Command.HSET).key(redisKey);
            RedisLayout.fields(done).forEach(fields::add);
            commands.add(fields);
            commands.add(
                    new CommandArguments(Command.PEXPIRE)
                            .key(redisKey)
                            .add(RedisLayout.ACKNOWLEDGEMENT_TTL.toMillis()));
        }
        int count = acknowledgements.size();
        roundTrips.make(
                "acknowledge " + (count == 1 ? "1 command" : count + " commands"),
                count,
                new Batch(commands));
        return null;
    }

    private static String counted(int keys) {
        return keys == 1 ? "1 key" : keys + " keys";
    }

    /**
     * {@inheritDoc} Whatever {@code redis.timeout} is: sockets are closed first, which ends what is
     * under way on them. Only a connection that a host has not accepted yet, and the look-up of its
     * name, can't be ended; the store's thread then ends by itself once they are over.
     */
    @Override
    public void close() {
        closed = true;
        roundTrips.close();
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            awaitEnd();
        }
        failRunningCall();
        failQueuedCalls();
    }

    private void awaitEnd() {
        try {
            thread.join(END_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Work for the store's thread, and the future that completes with it. */
    private static final class Call<T> {

        private final Work<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Call(Work<T> work) {
            this.work = work;
        }

        void run() throws InterruptedException {
            try {
                result.complete(work.done());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T done() throws InterruptedException;
    }
}
