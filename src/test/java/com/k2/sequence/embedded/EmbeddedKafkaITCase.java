package com.k2.sequence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaITCase {

    @Test
    void comesBackWithItsDataOnTheSamePort() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            kafka.createTopic("ticks", 1);
            String address = kafka.bootstrapServers();
            produceInOneTransaction(kafka, "before");

            kafka.stop();
            kafka.start();

            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            produceInOneTransaction(kafka, "after");
            assertThat(read(kafka, 2)).containsExactly("before", "after");
        }
    }

    @Test
    void createsTopicsAsAskedAndNoOthers() throws Exception {
        try (EmbeddedKafka kafka =
                EmbeddedKafka.builder().property("message.max.bytes", "20000000").start()) {
            kafka.createTopic("ticks", 3, Map.of("retention.ms", "60000"));

            assertThatThrownBy(() -> kafka.createTopic("ticks", 3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ticks")
                    .hasMessageContaining("already exists");
            try (Admin admin = Admin.create(clientProperties(kafka))) {
                assertThat(admin.listTopics().names().get()).containsExactly("ticks");
                assertThat(
                                admin.describeTopics(List.of("ticks"))
                                        .allTopicNames()
                                        .get()
                                        .get("ticks")
                                        .partitions())
                        .hasSize(3);
            }
        }
    }

    @Test
    void leavesNoFile() throws Exception {
        Path directory;
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            directory = kafka.directory();
            assertThat(directory).isDirectory();
        }
        assertThat(directory).doesNotExist();
    }

    private static void produceInOneTransaction(EmbeddedKafka kafka, String value) {
        Map<String, Object> properties = clientProperties(kafka);
        properties.put("transactional.id", "test");
        // Longer than Kafka's own limit of 15 minutes, as the exactly-once sink asks.
        properties.put("transaction.timeout.ms", 3_600_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("ticks", value));
            producer.commitTransaction();
        }
    }

    private static List<String> read(EmbeddedKafka kafka, int count) {
        Map<String, Object> properties = clientProperties(kafka);
        properties.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("ticks", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            Awaitility.await()
                    .pollInSameThread()
                    .until(
                            () -> {
                                for (ConsumerRecord<String, String> record :
                                        consumer.poll(Duration.ofMillis(100))) {
                                    values.add(record.value());
                                }
                                return values.size() >= count;
                            });
            return values;
        }
    }

    private static Map<String, Object> clientProperties(EmbeddedKafka kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return properties;
    }
}
