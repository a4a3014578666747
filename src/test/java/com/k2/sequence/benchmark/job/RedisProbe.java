package com.k2.sequence.benchmark.job;

import com.k2.sequence.demo.check.RedisRows;
import com.k2.sequence.tracking.InstrumentKey;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/**
 * Takes the time until the number of a message, or a later one of its key, can be read from Redis.
 *
 * <p>Redis reports each write to a key that is looked at, and then its row is read: the time
 * includes both ways, so it is rather too long than too short. Nothing is polled, and of other keys
 * nothing is sent, so that the server is hardly kept from its work. Reads on a thread of its own,
 * from construction to {@link #close}.
 */
final class RedisProbe implements AutoCloseable {

    private static final String CHANNEL = "__keyspace@0__:";
    private static final String EVENTS = "notify-keyspace-events";
    private static final int PATIENCE_MILLIS = 60_000;

    private final Map<String, Queue<Expected>> expectedByKey;
    private final AtomicInteger expected = new AtomicInteger();
    private final RedisClient reader;
    private final RedisClient listener;
    private final CountDownLatch subscribed;
    private final Subscription subscription = new Subscription();
    private final Thread thread = new Thread(this::listen, "redis-probe");
    private volatile Latencies fromDue = new Latencies(0, 0);
    private volatile Latencies fromAppend = new Latencies(0, 0);
    private volatile RuntimeException failure;

    private record Expected(long sequence, TimedMessage message) {}

    /**
     * @param instruments to look at
     */
    RedisProbe(URI redis, Collection<InstrumentKey> instruments) throws InterruptedException {
        expectedByKey =
                instruments.stream()
                        .collect(
                                Collectors.toMap(
                                        RedisProbe::redisKey,
                                        key -> new ConcurrentLinkedQueue<>()));
        subscribed = new CountDownLatch(expectedByKey.size());
        reader = patient(redis);
        listener = patient(redis);
        // Hashes alone, by key.
        notifyOf("Kh");
        thread.start();
        subscribed.await();
    }

    /** Where to record from now on. */
    void recordIn(Latencies fromDue, Latencies fromAppend) {
        this.fromDue = fromDue;
        this.fromAppend = fromAppend;
    }

    boolean looksAt(InstrumentKey instrument) {
        return expectedByKey.containsKey(redisKey(instrument));
    }

    /** A message of an instrument that is looked at is about to be sent; numbers only rise. */
    void expect(InstrumentKey instrument, long sequence, TimedMessage message) {
        expected.incrementAndGet();
        expectedByKey.get(redisKey(instrument)).add(new Expected(sequence, message));
    }

    /**
     * Whether every expected number was seen.
     *
     * @throws IllegalStateException if reading failed
     */
    boolean hasAll() {
        if (failure != null) {
            throw new IllegalStateException("can't follow keys in Redis", failure);
        }
        return expected.get() == 0;
    }

    @Override
    public void close() {
        subscription.unsubscribe();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        notifyOf("");
        reader.close();
        listener.close();
    }

    /** A slow answer is a figure, not a failure. */
    private static RedisClient patient(URI redis) {
        return RedisClient.builder()
                .hostAndPort(redis.getHost(), redis.getPort())
                .clientConfig(
                        DefaultJedisClientConfig.builder()
                                .socketTimeoutMillis(PATIENCE_MILLIS)
                                .build())
                .build();
    }

    private void notifyOf(String classes) {
        reader.executeCommand(
                new CommandArguments(Command.CONFIG).add("SET").add(EVENTS).add(classes));
    }

    private static String redisKey(InstrumentKey instrument) {
        return RedisRows.KEY_PREFIX + ':' + instrument.exchange() + ':' + instrument.symbol();
    }

    private void listen() {
        try {
            listener.subscribe(
                    subscription,
                    expectedByKey.keySet().stream()
                            .map(key -> CHANNEL + key)
                            .toArray(String[]::new));
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void written(String key) {
        long last = Long.parseLong(reader.hget(key, "last_seq"));
        long now = System.nanoTime();
        Queue<Expected> queue = expectedByKey.get(key);
        for (Expected first = queue.peek();
                first != null && first.sequence() <= last;
                first = queue.peek()) {
            queue.remove();
            first.message().seen(now, fromDue, fromAppend);
            expected.decrementAndGet();
        }
    }

    private final class Subscription extends JedisPubSub {

        @Override
        public void onSubscribe(String channel, int channels) {
            subscribed.countDown();
        }

        @Override
        public void onMessage(String channel, String command) {
            written(channel.substring(CHANNEL.length()));
        }
    }
}
