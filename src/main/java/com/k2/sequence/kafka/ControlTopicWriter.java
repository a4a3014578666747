package com.k2.sequence.kafka;

import com.k2.sequence.message.CommandRecord;
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
 * Puts commands into the control topic, keyed like the data. Gives up where the brokers do not
 * answer in time, with a {@link ControlTopicException}. For one thread.
 */
public final class ControlTopicWriter implements AutoCloseable {

    private final KafkaSettings kafka;
    private final String topic;
    private final Duration timeout;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private ControlTopicWriter(
            KafkaSettings kafka,
            String topic,
            Duration timeout,
            Producer<byte[], byte[]> producer) {
        this.kafka = kafka;
        this.topic = topic;
        this.timeout = timeout;
        this.producer = producer;
    }

    /**
     * @param timeout of each question to the brokers; a command that is sent may take twice as long
     */
    public static ControlTopicWriter open(KafkaSettings kafka, String topic, Duration timeout) {
        try {
            requireThere(kafka, topic, timeout);
            Properties properties = kafka.over(Map.of());
            properties.putAll(own(timeout));
            properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
            properties.setProperty("client.id", kafka.groupId() + "-command-line");
            return new ControlTopicWriter(
                    kafka,
                    topic,
                    timeout,
                    new KafkaProducer<>(
                            properties, new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw explained(kafka, timeout, e);
        }
    }

    /** Overrides the given properties, which are made for a job that is patient. */
    private static Map<String, String> own(Duration timeout) {
        String once = Long.toString(timeout.toMillis());
        String twice = Long.toString(2 * timeout.toMillis());
        return Map.of(
                "acks", "all",
                "enable.idempotence", "true",
                "max.in.flight.requests.per.connection", "5",
                "linger.ms", "0",
                "request.timeout.ms", once,
                "max.block.ms", twice,
                "delivery.timeout.ms", twice);
    }

    /** A broker that creates topics would make one that no job reads. */
    private static void requireThere(KafkaSettings kafka, String topic, Duration timeout) {
        try (KafkaProbe probe = new KafkaProbe(kafka, timeout)) {
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
    public String send(CommandRecord command) {
        try {
            RecordMetadata sent = producer.send(record(command)).get();
            return topic + '/' + sent.partition() + '@' + sent.offset();
        } catch (ExecutionException e) {
            throw explained(kafka, timeout, e.getCause());
        } catch (KafkaException e) {
            throw explained(kafka, timeout, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Sends a command among many; {@link #flush()} waits for them. */
    public void sendLater(CommandRecord command) {
        try {
            producer.send(
                    record(command),
                    (sent, failed) -> {
                        if (failed != null) {
                            failure.compareAndSet(null, failed);
                        }
                    });
        } catch (KafkaException e) {
            throw explained(kafka, timeout, e);
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
            throw explained(kafka, timeout, failure.get());
        }
    }

    private ProducerRecord<byte[], byte[]> record(CommandRecord command) {
        return new ProducerRecord<>(topic, command.key(), command.value());
    }

    private static ControlTopicException explained(
            KafkaSettings kafka, Duration timeout, Throwable failure) {
        KafkaException known =
                failure instanceof KafkaException kafkas ? kafkas : new KafkaException(failure);
        return new ControlTopicException(
                KafkaOptions.BOOTSTRAP_SERVERS.key()
                        + ": "
                        + KafkaFailures.explain(kafka, timeout, known),
                failure);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
