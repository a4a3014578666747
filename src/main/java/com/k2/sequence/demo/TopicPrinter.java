package com.k2.sequence.demo;

import com.k2.sequence.logging.Printable;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Prints a topic from its beginning and follows it. The main class of {@code bin/topic}. */
public final class TopicPrinter {

    private static final String USAGE =
            """
            Usage: bin/topic [--bootstrap HOST:PORT] TOPIC

            Prints a topic from its beginning, a line for each record (headers, if it has any, then the
            value), and follows it until Ctrl-C. Without --bootstrap it asks localhost:9092.
            """;
    private static final String BOOTSTRAP = "--bootstrap";
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final int WRONG_OPTIONS = 2;
    private static final int CLIENT_TIMEOUT_MILLIS = 5_000;

    private TopicPrinter() {}

    public static void main(String[] args) {
        List<String> arguments = new ArrayList<>(List.of(args));
        if (arguments.contains("--help")) {
            Printable.out().print(USAGE);
            return;
        }
        String bootstrap = "localhost:9092";
        int option = arguments.indexOf(BOOTSTRAP);
        if (option >= 0 && option + 1 < arguments.size()) {
            bootstrap = arguments.remove(option + 1);
            arguments.remove(option);
        }
        if (arguments.size() != 1 || arguments.get(0).startsWith("-")) {
            Printable.err().print(USAGE);
            System.exit(WRONG_OPTIONS);
        }
        try {
            follow(bootstrap, arguments.get(0));
        } catch (KafkaException e) {
            Printable.err()
                    .println("bin/topic: can't read from " + bootstrap + ": " + e.getMessage());
            System.exit(1);
        }
    }

    private static void follow(String bootstrap, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                CLIENT_TIMEOUT_MILLIS,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("there is no topic " + topic);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            PrintStream out = Printable.out();
            while (!out.checkError()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    out.println(line(record));
                }
            }
        }
    }

    /** Whatever the record holds: one line. */
    static String line(ConsumerRecord<byte[], byte[]> record) {
        return Printable.line(headers(record.headers()) + text(record.value()));
    }

    private static String headers(Headers headers) {
        String text =
                StreamSupport.stream(headers.spliterator(), false)
                        .map(header -> header.key() + '=' + text(header.value()))
                        .collect(Collectors.joining(" "));
        return text.isEmpty() ? "" : text + "  ";
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "(none)" : new String(bytes, StandardCharsets.UTF_8);
    }
}
