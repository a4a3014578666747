package com.k2.sequence.chaos.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from begin to end, committed records alone, without keeping them. */
final class TopicScan implements RecordScan {

    private static final Duration POLL = Duration.ofMillis(200);

    /** A topic whose end is not reached by then has an open transaction, or no broker. */
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private final String bootstrapServers;

    TopicScan(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(found -> new TopicPartition(topic, found.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Instant moved = Instant.now();
            while (!hasReached(consumer, ends)) {
                int count = 0;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    reader.accept(record);
                    count++;
                }
                if (count > 0) {
                    moved = Instant.now();
                } else if (Instant.now().isAfter(moved.plus(STANDSTILL))) {
                    throw new AssertionError("can't read " + topic + " to its end " + ends);
                }
            }
        }
    }

    private static boolean hasReached(
            KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
