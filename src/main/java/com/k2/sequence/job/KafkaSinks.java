package com.k2.sequence.job;

import com.k2.sequence.io.CheckedRecord;
import com.k2.sequence.io.DeadLetterSerializer;
import com.k2.sequence.io.LimitedSerializer;
import com.k2.sequence.io.RejectedRecords;
import com.k2.sequence.io.SequenceEvent;
import com.k2.sequence.io.SequenceEventSerializer;
import com.k2.sequence.io.SequencedRecordSerializer;
import com.k2.sequence.io.SourceRecord;
import com.k2.sequence.io.TopicLimitsSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the sinks of the outputs that have a topic. */
final class KafkaSinks {

    static final String TRANSACTION_TIMEOUT = "transaction.timeout.ms";
    static final String MAX_REQUEST_SIZE = "max.request.size";

    private static final String LINGER = "linger.ms";
    private static final String COMPRESSION = "compression.type";

    /** Of a producer, in bytes, as Kafka has it. */
    private static final long DEFAULT_BUFFER = 32L << 20;

    /** Room for what the job and Kafka add to a record of the largest size. */
    static final int RECORD_OVERHEAD = 4096;

    /** What {@code kafka.properties.*} may change. */
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    COMPRESSION,
                    "lz4",
                    "batch.size",
                    "131072",
                    LINGER,
                    "5",
                    // As long as a broker allows unless told otherwise; Flink's hour is refused.
                    TRANSACTION_TIMEOUT,
                    "900000");

    /** Into so many is a transaction's timeout divided; it waits for one of them. */
    static final int TIMEOUT_PARTS = 2;

    private static final String INTERCEPTORS = "interceptor.classes";

    /** Of a producer, in bytes, as Kafka has it. */
    private static final int DEFAULT_REQUEST = 1 << 20;

    private final KafkaSettings kafka;
    private final SinkSettings settings;
    private final TopicLimitsSource limits;

    KafkaSinks(KafkaSettings kafka, SinkSettings settings) {
        this.kafka = kafka;
        this.settings = settings;
        this.limits = new KafkaTopicLimits(kafka, new TreeSet<>(settings.topics().values()));
    }

    /** The time after which the broker aborts a transaction that its job has given up. */
    static long transactionTimeoutMillis(KafkaSettings kafka) {
        return Long.parseLong(kafka.over(DEFAULTS).getProperty(TRANSACTION_TIMEOUT));
    }

    /**
     * How long a transaction may wait for its checkpoint to complete. The rest of its timeout is
     * left for the job to come back and commit it, should it die then.
     */
    static long longestUncommittedMillis(KafkaSettings kafka) {
        return transactionTimeoutMillis(kafka) / TIMEOUT_PARTS;
    }

    /** The most bytes a producer sends in one record, where the given properties limit it. */
    static int largestRequest(KafkaSettings kafka) {
        String largest = kafka.properties().get(MAX_REQUEST_SIZE);
        return largest == null ? Integer.MAX_VALUE : Integer.parseInt(largest);
    }

    /**
     * @param deadLetterBytes most bytes that the topic of dead letters takes in one record
     */
    OutputSinks sinks(int deadLetterBytes) {
        return new OutputSinks(
                records("sequenced", deadLetterBytes),
                records("unsequenced", deadLetterBytes),
                events(Output.GAPS, deadLetterBytes),
                events(Output.RESETS, deadLetterBytes),
                events(Output.DUPLICATES, deadLetterBytes),
                events(Output.OUT_OF_ORDER, deadLetterBytes),
                sink(
                        Output.DEAD_LETTERS,
                        Output.DEAD_LETTERS.word(),
                        forRecordsUpTo(deadLetterBytes),
                        topic -> new DeadLetterSerializer(topic, deadLetterBytes, limits)));
    }

    private Sink<CheckedRecord> records(String transactions, int deadLetterBytes) {
        int largest = settings.maxRecordBytes() + RECORD_OVERHEAD;
        return sink(
                Output.SEQUENCED,
                transactions,
                forRecordsUpTo(largest),
                topic ->
                        new LimitedSerializer<>(
                                topic,
                                largest,
                                largest,
                                limits,
                                new SequencedRecordSerializer(topic),
                                (checked, written) -> checked.record(),
                                deadLetters(deadLetterBytes, largest)));
    }

    /** What a producer of other records writes in their place; null where it is not written. */
    private DeadLetterSerializer deadLetters(int deadLetterBytes, int largestSent) {
        String topic = settings.topicOf(Output.DEAD_LETTERS);
        return topic == null
                ? null
                : new DeadLetterSerializer(topic, Math.min(deadLetterBytes, largestSent), limits);
    }

    /**
     * Somebody waits for an event, so it leaves at once, mostly alone: not worth the 128 KiB that
     * compressing a batch allocates, however small it is.
     */
    private Sink<SequenceEvent> events(Output output, int deadLetterBytes) {
        Map<String, String> defaults = with(LINGER, 0);
        defaults.put(COMPRESSION, "none");
        int largest = Math.min(DEFAULT_REQUEST, largestRequest(kafka));
        return sink(
                output,
                output.word(),
                defaults,
                topic ->
                        new LimitedSerializer<>(
                                topic,
                                Integer.MAX_VALUE,
                                largest,
                                limits,
                                new SequenceEventSerializer(topic),
                                KafkaSinks::recordOf,
                                deadLetters(deadLetterBytes, largest)));
    }

    /** An event in place of the record that raised it, which is in the sequenced topic. */
    private static SourceRecord recordOf(
            SequenceEvent event, ProducerRecord<byte[], byte[]> written) {
        return new SourceRecord(
                event.position(), -1, written.key(), written.value(), new RecordHeaders());
    }

    /** The producer refuses what is past its buffer too, whatever the request may hold. */
    static Map<String, String> forRecordsUpTo(int bytes) {
        Map<String, String> defaults = with(MAX_REQUEST_SIZE, bytes);
        defaults.put("buffer.memory", Long.toString(Math.max(DEFAULT_BUFFER, 2L * bytes)));
        return defaults;
    }

    private static Map<String, String> with(String property, int value) {
        Map<String, String> defaults = new HashMap<>(DEFAULTS);
        defaults.put(property, Integer.toString(value));
        return defaults;
    }

    /**
     * @param transactions ends the prefix of its transactional ids; no other sink has it
     */
    <T> Sink<T> sink(
            Output output,
            String transactions,
            Map<String, String> defaults,
            Function<String, KafkaRecordSerializationSchema<T>> serializer) {
        String topic = settings.topicOf(output);
        if (topic == null) {
            return null;
        }
        KafkaSinkBuilder<T> builder =
                KafkaSink.<T>builder()
                        .setKafkaProducerConfig(producer(defaults))
                        .setBootstrapServers(kafka.bootstrapServers())
                        .setRecordSerializer(
                                new TopicSerializer<>(
                                        topicsOf(output, topic), serializer.apply(topic)))
                        .setDeliveryGuarantee(settings.guarantee().deliveryGuarantee())
                        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING);
        if (!settings.isExactlyOnce()) {
            return builder.build();
        }
        builder.setTransactionalIdPrefix(settings.transactionalIdPrefix() + '-' + transactions);
        Properties client = kafka.over(Map.of());
        client.setProperty("bootstrap.servers", kafka.bootstrapServers());
        return new GuardedSink<>(builder.build(), client, topic);
    }

    private Properties producer(Map<String, String> defaults) {
        Properties properties = kafka.over(defaults);
        properties.merge(
                INTERCEPTORS, RejectedRecords.class.getName(), (given, ours) -> given + "," + ours);
        return properties;
    }

    /** Those that a sink writes to: what its topic does not take becomes a dead letter. */
    private List<String> topicsOf(Output output, String topic) {
        String deadLetters = settings.topicOf(Output.DEAD_LETTERS);
        return deadLetters == null || output == Output.DEAD_LETTERS
                ? List.of(topic)
                : List.of(topic, deadLetters);
    }
}
