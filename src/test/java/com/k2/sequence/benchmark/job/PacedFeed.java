package com.k2.sequence.benchmark.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.feed.FeedMessage;
import com.k2.sequence.demo.feed.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends a feed by a schedule that nothing shifts: a message that leaves late was still due when it
 * was due, and those after it too. One thread sends.
 */
final class PacedFeed implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FaultInjector feed;
    private final String topic;
    private final GapReader gaps;
    private final RedisProbe redis;
    private final KafkaProducer<byte[], byte[]> producer;
    private volatile Exception failure;

    /**
     * @param topic whose records have the time of their append
     * @param gaps gets each message that makes a gap
     * @param redis gets each message of an instrument that it looks at
     */
    PacedFeed(
            FaultInjector feed,
            String bootstrapServers,
            String topic,
            GapReader gaps,
            RedisProbe redis) {
        this.feed = feed;
        this.topic = topic;
        this.gaps = gaps;
        this.redis = redis;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                // A message leaves at once, or as soon as the line is free.
                                ProducerConfig.LINGER_MS_CONFIG,
                                0,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                128 * 1024),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Sends messages as fast as it goes, and returns when the broker has them. */
    void sendAtOnce(long messages) throws IOException {
        Latencies nowhere = new Latencies(0, 0);
        for (long i = 0; i < messages; i++) {
            send(System.nanoTime(), nowhere);
        }
        flush();
    }

    /**
     * Sends messages by the schedule, and returns when the broker has them.
     *
     * @param rate messages a second
     * @param start when the first one is due, by {@link System#nanoTime()}
     * @param late how late messages are handed to the producer
     * @param acknowledged how late the broker has confirmed that it has them
     */
    void send(int rate, long start, long messages, Latencies late, Latencies acknowledged)
            throws IOException {
        for (long i = 0; i < messages; i++) {
            long due = start + (long) (i * NANOS_PER_SECOND / rate);
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            late.record(due, System.nanoTime());
            send(due, acknowledged);
        }
        flush();
    }

    private void send(long due, Latencies acknowledged) throws IOException {
        FeedMessage message = feed.next();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, message.key(), message.value());
        boolean isGap = isGap(message.outcome());
        boolean isLookedAt = redis.looksAt(message.instrument());
        if (!isGap && !isLookedAt) {
            producer.send(record, (metadata, e) -> sent(e));
            return;
        }
        TimedMessage timed = new TimedMessage(due);
        if (isGap) {
            gaps.expect(message.instrument().toString(), timed);
        }
        if (isLookedAt) {
            long sequence = JSON.readTree(message.value()).path("sequence").asLong();
            redis.expect(message.instrument(), sequence, timed);
        }
        producer.send(
                record,
                (metadata, e) -> {
                    if (isGap) {
                        acknowledged.record(due, System.nanoTime());
                    }
                    if (e == null) {
                        timed.appended(metadata.timestamp());
                    }
                    sent(e);
                });
    }

    private void sent(Exception e) {
        if (e != null) {
            failure = e;
        }
    }

    private void flush() {
        producer.flush();
        if (failure != null) {
            throw new IllegalStateException("can't write to " + topic, failure);
        }
    }

    private static boolean isGap(Outcome outcome) {
        return switch (outcome) {
            case GAP_MINOR, GAP_LOG, GAP_ALERT, GAP_HALT -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        producer.close();
    }
}
