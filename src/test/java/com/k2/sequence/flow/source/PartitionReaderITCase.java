package com.k2.sequence.flow.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.kafka.OutOfRangePolicy;
import com.k2.sequence.kafka.OutOfRangeSettings;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A reader that retention overtakes while it reads. */
class PartitionReaderITCase {

    @RegisterExtension private static final Servers SERVERS = new Servers().withKafka();

    private final RetentionLosses losses = new RetentionLosses();
    private final Counter lost = new SimpleCounter();

    @Test
    void goesOnAtTheBeginOfTheLogAndCountsWhatItMissed() throws Exception {
        TopicPartition partition = topic("overtaken", 40);
        PartitionReader reader = reader(OutOfRangePolicy.EARLIEST);
        try {
            reader.handleSplitsChanges(
                    new SplitsAddition<>(List.of(new KafkaPartitionSplit(partition, 0))));
            List<Long> before = read(reader, 1);
            assertThat(before).startsWith(0L);

            removeBefore(partition, 30);

            List<Long> offsets = new ArrayList<>(before);
            while (offsets.get(offsets.size() - 1) < 39) {
                offsets.addAll(read(reader, 1));
            }
            // What was fetched already still comes; then comes all that is left.
            long missed = 40 - offsets.size();
            assertThat(offsets)
                    .containsExactlyElementsOf(
                            LongStream.concat(
                                            LongStream.range(0, 30 - missed),
                                            LongStream.range(30, 40))
                                    .boxed()
                                    .toList());
            assertThat(missed).isPositive();
            assertThat(lost.getCount()).isEqualTo(missed);
        } finally {
            reader.close();
        }
    }

    /** What {@code latest} skips of what the log still holds was not removed by retention. */
    @Test
    void countsWhatRetentionRemovedAndNotWhatLatestSkips() throws Exception {
        TopicPartition partition = topic("skipped", 40);
        PartitionReader reader = reader(OutOfRangePolicy.LATEST);
        try {
            removeBefore(partition, 30);
            reader.handleSplitsChanges(
                    new SplitsAddition<>(List.of(new KafkaPartitionSplit(partition, 10))));
            while (lost.getCount() == 0) {
                reader.fetch();
            }
            new Topics(SERVERS.kafka().bootstrapServers())
                    .produce(List.of(new ProducerRecord<>("skipped", 0, null, new byte[1])));

            assertThat(read(reader, 1)).containsExactly(40L);
            assertThat(lost.getCount()).isEqualTo(20);
        } finally {
            reader.close();
        }
    }

    /** As a savepoint of version 0.1 may have it: left to the group, which has no offset. */
    @Test
    void beginsAPartitionThatTheGroupKnowsNothingOf() throws Exception {
        TopicPartition partition = topic("unknown", 3);
        PartitionReader reader = reader(OutOfRangePolicy.FAIL);
        try {
            reader.handleSplitsChanges(
                    new SplitsAddition<>(
                            List.of(
                                    new KafkaPartitionSplit(
                                            partition, KafkaPartitionSplit.COMMITTED_OFFSET))));

            assertThat(read(reader, 3)).containsExactly(0L, 1L, 2L);
            assertThat(lost.getCount()).isZero();
        } finally {
            reader.close();
        }
    }

    /** Each record in a batch of its own, so that they are fetched one by one. */
    private static TopicPartition topic(String name, int records) {
        SERVERS.kafka().createTopic(name, 1);
        Topics topics = new Topics(SERVERS.kafka().bootstrapServers());
        for (int i = 0; i < records; i++) {
            topics.produce(List.of(new ProducerRecord<>(name, 0, null, new byte[] {(byte) i})));
        }
        return new TopicPartition(name, 0);
    }

    private static void removeBefore(TopicPartition partition, long offset) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SERVERS.kafka().bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    private PartitionReader reader(OutOfRangePolicy policy) {
        Properties consumer = new Properties();
        consumer.putAll(
                Map.of(
                        "bootstrap.servers", SERVERS.kafka().bootstrapServers(),
                        "group.id", "reader",
                        "client.id.prefix", "reader",
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "none",
                        "enable.auto.commit", "false",
                        "max.poll.records", "1",
                        "max.partition.fetch.bytes", "1",
                        "key.deserializer", ByteArrayDeserializer.class.getName(),
                        "value.deserializer", ByteArrayDeserializer.class.getName()));
        SourceReaderContext context = new Context();
        KafkaSettings settings =
                new KafkaSettings(SERVERS.kafka().bootstrapServers(), "reader", Map.of());
        return new PartitionReader(
                consumer,
                context,
                new KafkaSourceReaderMetrics(context.metricGroup()),
                new OffsetKeeper(
                        new OutOfRangeSettings("source.x.on-offset-out-of-range", policy),
                        new LogRanges(settings, consumer),
                        losses,
                        lost),
                KafkaPartitionSplit.EARLIEST_OFFSET);
    }

    private static List<Long> read(PartitionReader reader, int atLeast) throws Exception {
        List<Long> offsets = new ArrayList<>();
        while (offsets.size() < atLeast) {
            RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> records = reader.fetch();
            while (records.nextSplit() != null) {
                ConsumerRecord<byte[], byte[]> record;
                while ((record = records.nextRecordFromSplit()) != null) {
                    offsets.add(record.offset());
                }
            }
        }
        return offsets;
    }

    private static final class Context implements SourceReaderContext {

        private final SourceReaderMetricGroup metrics =
                UnregisteredMetricsGroup.createSourceReaderMetricGroup();

        @Override
        public SourceReaderMetricGroup metricGroup() {
            return metrics;
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "localhost";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public void sendSplitRequest() {}

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {}

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            throw new UnsupportedOperationException("not needed");
        }
    }
}
