package com.k2.sequence.demo.check;

import com.k2.sequence.tracking.verdict.EventKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the job's output topics from their beginning, on its own thread, from construction to
 * {@link #close}.
 */
public final class OutputReader implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final int MOST_RECORDS_A_POLL = 10_000;
    private static final long LOOK_INTERVAL_MILLIS = 20;

    private final String bootstrapServers;
    private final OutputTally tally = new OutputTally();
    private final Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> readers = new HashMap<>();
    private final Thread thread = new Thread(this::run, "output-reader");
    private volatile boolean finishing;
    private volatile boolean closed;
    private volatile RuntimeException failure;

    public OutputReader(String bootstrapServers, OutputTopics topics) {
        this.bootstrapServers = bootstrapServers;
        readers.put(topics.sequenced(), tally::addSequenced);
        readers.put(topics.deadLetters(), tally::addDeadLetter);
        for (EventKind kind : EventKind.values()) {
            if (kind.verdict() != null) {
                readers.put(topics.events(kind), record -> tally.addEvent(record, kind));
            }
        }
        thread.start();
    }

    /** The counts of all that was read so far. */
    public OutputTally tally() {
        return tally;
    }

    /**
     * Waits until so many messages have come out, or nothing more comes.
     *
     * @param messages how many should come out
     * @param patience how long to wait while nothing new comes
     * @return whether all came out
     */
    public boolean await(long messages, Duration patience) throws InterruptedException {
        long last = -1;
        long changed = System.nanoTime();
        while (tally.messages() < messages) {
            throwIfFailed();
            if (tally.messages() != last) {
                last = tally.messages();
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > patience.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK_INTERVAL_MILLIS);
        }
        return true;
    }

    /**
     * Reads what the topics hold now to the end, then stops. To be called when nothing writes to
     * them any more.
     */
    public OutputTally finish() throws InterruptedException {
        finishing = true;
        thread.join();
        throwIfFailed();
        return tally;
    }

    /** Stops at once. */
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
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = null;
            while (!closed && (ends == null || isBefore(ends, consumer))) {
                if (finishing && ends == null) {
                    ends = consumer.endOffsets(partitions);
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    readers.get(record.topic()).accept(record);
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MOST_RECORDS_A_POLL,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return readers.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static boolean isBefore(
            Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private void throwIfFailed() {
        if (failure != null) {
            throw new IllegalStateException("can't read the output topics", failure);
        }
    }
}
