package com.k2.sequence.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends a feed to Kafka on its own thread, at a rate, and at most a bounded number of messages
 * ahead of the job, so that neither the lag nor the broker's disk grows without end.
 */
final class FeedSender implements AutoCloseable {

    private static final long MOST_AHEAD = 200_000;
    private static final int MOST_REQUEST_BYTES = 32 << 20;
    private static final long PAUSE_NANOS = 2_000_000;

    private final Feed feed;
    private final DemoOptions options;
    private final LongSupplier answered;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, LongAdder> sentByTopic = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "feed-sender");
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean stopped;
    private volatile Exception failure;

    /**
     * @param answered how many messages have come out of the job
     */
    FeedSender(Feed feed, DemoOptions options, String bootstrapServers, LongSupplier answered) {
        this.feed = feed;
        this.options = options;
        this.answered = answered;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.LINGER_MS_CONFIG,
                                5,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                MOST_REQUEST_BYTES,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                128 * 1024),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        feed.topics().forEach(topic -> sentByTopic.put(topic, new LongAdder()));
    }

    void start() {
        thread.start();
    }

    /** Whether the feed has ended, or its limit is reached, or it was stopped. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Messages sent so far. */
    long sent() {
        return sent.get();
    }

    Set<String> topics() {
        return sentByTopic.keySet();
    }

    /** Messages sent to a topic so far; 0 for a topic that is not the feed's. */
    long sentTo(String topic) {
        LongAdder adder = sentByTopic.get(topic);
        return adder == null ? 0 : adder.sum();
    }

    /**
     * Ends the feed and waits until Kafka has all of it.
     *
     * @throws IllegalStateException if it could not be read or sent
     */
    void finish() throws InterruptedException {
        stopped = true;
        thread.join();
        if (failure != null) {
            throw new IllegalStateException(
                    "the feed failed after " + sent + " messages: " + failure.getMessage(),
                    failure);
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
    }

    private void run() {
        try {
            send();
            producer.flush();
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void send() throws IOException {
        RateLimiter limiter = new RateLimiter(options.rate());
        long end =
                options.duration() == null
                        ? Long.MAX_VALUE
                        : System.nanoTime() + options.duration().toNanos();
        while (!stopped
                && failure == null
                && sent.get() < options.messages()
                && System.nanoTime() < end) {
            if (feed.expected().messages() - answered.getAsLong() >= MOST_AHEAD) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            limiter.awaitNext();
            ProducerRecord<byte[], byte[]> record = feed.next();
            if (record == null) {
                return;
            }
            producer.send(record, (metadata, e) -> failure = e == null ? failure : e);
            sentByTopic.get(record.topic()).increment();
            sent.incrementAndGet();
        }
    }
}
