package com.k2.sequence.kafka;

import com.k2.sequence.message.ControlRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts commands into the control topic, keyed like the data. Gives up within seconds where the
 * brokers do not answer, with a {@link ControlTopicException}. For one thread.
 */
public final class ControlTopicWriter implements AutoCloseable {

    /** Somebody waits for it at a terminal. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Over the given properties, which are made for a job that is patient. */
    private static final Map<String, String> OWN =
            Map.of(
                    "acks", "all",
                    "enable.idempotence", "true",
                    "max.in.flight.requests.per.connection", "5",
                    "linger.ms", "0",
                    "request.timeout.ms", Long.toString(TIMEOUT.toMillis()),
                    "max.block.ms", Long.toString(2 * TIMEOUT.toMillis()),
                    "delivery.timeout.ms", Long.toString(2 * TIMEOUT.toMillis()));

    private final KafkaSettings kafka;
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private ControlTopicWriter(
            KafkaSettings kafka, String topic, Producer<byte[], byte[]> producer) {
        this.kafka = kafka;
        this.topic = topic;
        this.producer = producer;
    }

    public static ControlTopicWriter open(KafkaSettings kafka, String topic) {
        try {
            requireThere(kafka, topic);
            Properties properties = kafka.over(Map.of());
            properties.putAll(OWN);
            properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
            properties.setProperty("client.id", kafka.groupId() + "-command-line");
            return new ControlTopicWriter(
                    kafka,
                    topic,
                    new KafkaProducer<>(
                            properties, new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw explained(kafka, e);
        }
    }

    /** A broker that creates topics would make one that no job reads. */
    private static void requireThere(KafkaSettings kafka, String topic) {
        try (KafkaProbe probe = new KafkaProbe(kafka, TIMEOUT)) {
            if (!probe.missing(Set.of(topic)).isEmpty()) {
                throw new ControlTopicException(
                        ControlOptions.TOPIC.key()
                                + ": topic '"
                                + topic
                                + "' does not exist at "
                                + kafka.bootstrapServers()
                                + ", or can't be seen with these credentials; create it, or correct"
                                + " the option",
                        null);
            }
        }
    }

    /**
     * Sends a command and waits until the brokers have it.
     *
     * @return where it stands, {@code topic/partition@offset}
     */
    public String send(ControlRecord command) {
        try {
            RecordMetadata sent = producer.send(record(command)).get();
            return topic + '/' + sent.partition() + '@' + sent.offset();
        } catch (ExecutionException e) {
            throw explained(kafka, e.getCause());
        } catch (KafkaException e) {
            throw explained(kafka, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Sends a command among many; {@link #flush()} waits for them. */
    public void sendLater(ControlRecord command) {
        try {
            producer.send(
                    record(command),
                    (sent, failed) -> {
                        if (failed != null) {
                            failure.compareAndSet(null, failed);
                        }
                    });
        } catch (KafkaException e) {
            throw explained(kafka, e);
        }
        throwIfAnyFailed();
    }

    /** Waits until the brokers have all commands. */
    public void flush() {
        producer.flush();
        throwIfAnyFailed();
    }

    private void throwIfAnyFailed() {
        if (failure.get() != null) {
            throw explained(kafka, failure.get());
        }
    }

    private ProducerRecord<byte[], byte[]> record(ControlRecord command) {
        return new ProducerRecord<>(topic, command.key(), command.value());
    }

    private static ControlTopicException explained(KafkaSettings kafka, Throwable failure) {
        KafkaException known =
                failure instanceof KafkaException kafkas ? kafkas : new KafkaException(failure);
        return new ControlTopicException(
                KafkaOptions.BOOTSTRAP_SERVERS.key()
                        + ": "
                        + KafkaFailures.explain(kafka, TIMEOUT, known),
                failure);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
