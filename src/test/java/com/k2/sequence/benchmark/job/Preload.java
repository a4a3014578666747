package com.k2.sequence.benchmark.job;

import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.feed.FeedMessage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What was written to a topic before it is read.
 *
 * @param meanBytes of a message's value
 */
record Preload(double meanBytes) {

    /** Writes messages, and returns when the broker has all of them. */
    static Preload of(FaultInjector feed, long messages, String bootstrapServers, String topic) {
        long bytes = 0;
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.LINGER_MS_CONFIG,
                                20,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                256 * 1024),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (long i = 0; i < messages; i++) {
                FeedMessage message = feed.next();
                bytes += message.value().length;
                producer.send(
                        new ProducerRecord<>(topic, message.key(), message.value()),
                        (metadata, e) -> failure.compareAndSet(null, e));
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("can't write to " + topic, failure.get());
        }
        return new Preload((double) bytes / messages);
    }
}
