package com.k2.sequence.chaos.rig;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends a feed to the broker, as much as is due, until it may end, on a thread of its own. While
 * the broker is unavailable it waits. Kafka's idempotent producer keeps messages in order; a batch
 * whose answer was lost with the broker may be there twice.
 */
public final class Feeder implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ChaosFeed feed;
    private final long messages;
    private final LongSupplier due;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean mayEnd;
    private final Thread thread = new Thread(this::feed, "chaos-feed");

    /**
     * At an even rate.
     *
     * @param messages how many to send at least
     * @param duration in which these are sent, unless the broker is slower
     */
    public Feeder(String bootstrapServers, ChaosFeed feed, long messages, Duration duration) {
        this(bootstrapServers, feed, messages, evenly(messages, duration));
    }

    /**
     * @param messages how many to send at least
     * @param due how many are to have been sent by now; asked often, on the feeder's thread
     */
    public Feeder(String bootstrapServers, ChaosFeed feed, long messages, LongSupplier due) {
        this.feed = feed;
        this.messages = messages;
        this.due = due;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers", bootstrapServers,
                                "acks", "all",
                                "enable.idempotence", "true",
                                "compression.type", "lz4",
                                "linger.ms", "10",
                                "request.timeout.ms", "10000",
                                "delivery.timeout.ms", Long.toString(PATIENCE.toMillis()),
                                "max.block.ms", Long.toString(PATIENCE.toMillis())),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Lets the feed end, and waits until the broker has at least as many messages as there must be.
     *
     * @throws IllegalStateException if one could not be
     */
    public void awaitEnd() throws InterruptedException {
        mayEnd = true;
        thread.join();
        throwIfFailed();
    }

    /** Sends one more message of each key; returns when the broker has everything. */
    public void sendOneOfEachKey() {
        int keys = feed.activeKeys();
        for (int key = 0; key < keys; key++) {
            send(feed.following(key));
        }
        producer.flush();
        throwIfFailed();
    }

    public void throwIfFailed() {
        if (failure.get() != null) {
            throw new IllegalStateException("can't feed " + ChaosFeed.TOPIC, failure.get());
        }
    }

    private void feed() {
        try {
            while (isToGoOn() && failure.get() == null) {
                long dueNow = due.getAsLong();
                while (feed.produced() < dueNow && isToGoOn()) {
                    send(feed.next());
                }
                LockSupport.parkNanos(STEP_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
            producer.flush();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** From when it is first asked. */
    private static LongSupplier evenly(long messages, Duration duration) {
        AtomicLong start = new AtomicLong();
        return () -> {
            start.compareAndSet(0, System.nanoTime());
            double share = (System.nanoTime() - start.get()) / (double) duration.toNanos();
            return (long) Math.ceil(share * messages);
        };
    }

    private boolean isToGoOn() {
        return feed.produced() < messages || !mayEnd;
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(
                record,
                (appended, exception) -> {
                    if (exception != null) {
                        failure.compareAndSet(null, exception);
                    }
                });
    }

    @Override
    public void close() {
        thread.interrupt();
        producer.close(Duration.ZERO);
    }
}
