package com.k2.sequence.benchmark.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads gap events as any other program would, and takes the time until the event of a message is
 * in hand. Events of a key come in the order of its messages.
 *
 * <p>Reads on a thread of its own, from construction to {@link #close}.
 */
final class GapReader implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final Map<String, Queue<TimedMessage>> expectedByKey = new ConcurrentHashMap<>();
    private final AtomicInteger expected = new AtomicInteger();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread = new Thread(this::run, "gap-reader");
    private volatile Latencies fromDue = new Latencies(0, 0);
    private volatile Latencies fromAppend = new Latencies(0, 0);
    private volatile boolean closed;
    private volatile RuntimeException failure;

    /**
     * @param topic of gap events, still empty
     */
    GapReader(String bootstrapServers, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
    }

    /** Where to record from now on. */
    void recordIn(Latencies fromDue, Latencies fromAppend) {
        this.fromDue = fromDue;
        this.fromAppend = fromAppend;
    }

    /**
     * A message that makes a gap is about to be sent.
     *
     * @param key of its event, as of the message
     */
    void expect(String key, TimedMessage message) {
        expected.incrementAndGet();
        expectedByKey.computeIfAbsent(key, any -> new ConcurrentLinkedQueue<>()).add(message);
    }

    /**
     * Whether every expected event was read.
     *
     * @throws IllegalStateException if an event came that was not expected, or reading failed
     */
    boolean hasAll() {
        if (failure != null) {
            throw new IllegalStateException("can't read gap events", failure);
        }
        return expected.get() == 0;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                var records = consumer.poll(POLL_TIMEOUT);
                long now = System.nanoTime();
                records.forEach(record -> read(record, now));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void read(ConsumerRecord<String, byte[]> event, long now) {
        Queue<TimedMessage> waiting = expectedByKey.get(event.key());
        TimedMessage first = waiting == null ? null : waiting.poll();
        if (first == null) {
            throw new IllegalStateException("a gap event of " + event.key() + " where none was");
        }
        first.seen(now, fromDue, fromAppend);
        expected.decrementAndGet();
    }
}
