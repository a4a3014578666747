package com.k2.sequence.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Writes to and reads from topics of one broker, as raw bytes. Safe for use by many threads. */
public final class Topics {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;

    public Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Appends records in their order, and returns when the broker has all of them. */
    public void produce(Iterable<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("linger.ms", 5);
        properties.put("batch.size", 1 << 18);
        properties.put("max.request.size", 1 << 25);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            producer.flush();
            for (Future<RecordMetadata> future : sent) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't produce to " + bootstrapServers, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while producing", e);
        }
    }

    /** Appends values without key to a topic's partition 0, in their order. */
    public void produceLines(String topic, List<byte[]> lines) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(lines.size());
        for (byte[] line : lines) {
            records.add(new ProducerRecord<>(topic, 0, null, line));
        }
        produce(records);
    }

    /**
     * Reads what is in a topic now, up to its last committed transaction.
     *
     * @return by partition, then by offset
     * @throws AssertionError if the end is not reached in time
     */
    public List<ConsumerRecord<byte[], byte[]>> readToEnd(String topic, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!hasReached(consumer, ends)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            "read " + records.size() + " records of " + topic + ", not to its end");
                }
                consumer.poll(POLL).forEach(records::add);
            }
        }
        records.sort(
                Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(ConsumerRecord::partition)
                        .thenComparingLong(ConsumerRecord::offset));
        return records;
    }

    /**
     * Reads the committed records of a topic, once no transaction is open on it any more. A job
     * that has ended has committed its transactions; that the broker shows them takes a moment
     * longer.
     */
    public List<ConsumerRecord<byte[], byte[]>> readOnceCommitted(String topic, Duration timeout) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<TopicPartition> partitions = ends(topic).keySet();
            Awaitility.await()
                    .atMost(timeout)
                    .until(
                            () ->
                                    ends(admin, partitions, IsolationLevel.READ_COMMITTED)
                                            .equals(
                                                    ends(
                                                            admin,
                                                            partitions,
                                                            IsolationLevel.READ_UNCOMMITTED)));
        }
        return readToEnd(topic, timeout);
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, Set<TopicPartition> partitions, IsolationLevel level)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream()
                        .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(level))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /**
     * Waits until at least this many records can be read from a topic.
     *
     * @return what could be read, which may be more; by partition, then by offset
     * @throws AssertionError if they are not there in time; it says how many were
     */
    public List<ConsumerRecord<byte[], byte[]>> awaitRecords(
            String topic, int count, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int seen = 0;
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (seen < count) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            topic
                                    + " has "
                                    + seen
                                    + " records, not "
                                    + count
                                    + ", after "
                                    + timeout);
                }
                seen += consumer.poll(POLL).count();
            }
        }
        return readToEnd(topic, timeout);
    }

    /** Adds partitions to a topic, until there are this many. */
    public void growTo(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't add partitions to " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while adding partitions", e);
        }
    }

    /** Deletes a topic, and waits until the broker no longer knows it. */
    public void delete(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteTopics(List.of(topic)).all().get();
            Awaitility.await().until(() -> !admin.listTopics().names().get().contains(topic));
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't delete " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deleting " + topic, e);
        }
    }

    /** Where a topic ends now, by partition. */
    public Map<TopicPartition, Long> ends(String topic) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer, topic));
        }
    }

    /** Where a consumer group goes on, by partition; a partition it never read is absent. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
            return offsets;
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't read the offsets of " + group, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading offsets", e);
        }
    }

    /**
     * The transactional ids with this prefix whose transaction is neither committed nor aborted.
     */
    public Set<String> openTransactions(String prefix) {
        ListTransactionsOptions unfinished =
                new ListTransactionsOptions()
                        .filterStates(
                                List.of(
                                        TransactionState.ONGOING,
                                        TransactionState.PREPARE_COMMIT,
                                        TransactionState.PREPARE_ABORT,
                                        TransactionState.PREPARE_EPOCH_FENCE));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listTransactions(unfinished).all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(prefix))
                    .collect(Collectors.toSet());
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't list transactions", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while listing transactions", e);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("isolation.level", "read_committed");
        properties.put("max.poll.records", 10_000);
        properties.put("max.partition.fetch.bytes", 1 << 25);
        properties.put("fetch.max.bytes", 1 << 25);
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no topic " + topic);
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static boolean hasReached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
