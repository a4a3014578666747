package com.k2.sequence.flow.sink;

import com.k2.sequence.config.Output;
import com.k2.sequence.config.SinkSettings;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.kafka.KafkaTopicLimits;
import com.k2.sequence.kafka.ProducerSettings;
import com.k2.sequence.kafka.TopicLimitsSource;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.tracking.verdict.EventKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the sinks of the outputs that have a topic. */
public final class KafkaSinks {

    private static final String INTERCEPTORS = "interceptor.classes";

    private final KafkaSettings kafka;
    private final SinkSettings settings;
    private final TopicLimitsSource limits;

    public KafkaSinks(KafkaSettings kafka, SinkSettings settings) {
        this.kafka = kafka;
        this.settings = settings;
        this.limits = new KafkaTopicLimits(kafka, new TreeSet<>(settings.topics().values()));
    }

    /**
     * @param deadLetterBytes most bytes that the topic of dead letters takes in one record
     */
    public OutputSinks sinks(int deadLetterBytes) {
        return new OutputSinks(
                records("sequenced", deadLetterBytes),
                records("unsequenced", deadLetterBytes),
                events(deadLetterBytes),
                sink(
                        Output.DEAD_LETTERS,
                        Output.DEAD_LETTERS.word(),
                        ProducerSettings.forRecordsUpTo(deadLetterBytes),
                        topic -> new DeadLetterSerializer(topic, deadLetterBytes, limits)));
    }

    private Sink<CheckedRecord> records(String transactions, int deadLetterBytes) {
        int largest = settings.maxRecordBytes() + ProducerSettings.RECORD_OVERHEAD;
        return sink(
                Output.SEQUENCED,
                transactions,
                ProducerSettings.forRecordsUpTo(largest),
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

    private Map<EventKind, Sink<SequenceEvent>> events(int deadLetterBytes) {
        Map<EventKind, Sink<SequenceEvent>> sinks = new EnumMap<>(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            Sink<SequenceEvent> sink = events(Output.of(kind), deadLetterBytes);
            if (sink != null) {
                sinks.put(kind, sink);
            }
        }
        return sinks;
    }

    private Sink<SequenceEvent> events(Output output, int deadLetterBytes) {
        Map<String, String> defaults = ProducerSettings.forEvents();
        int largest = ProducerSettings.largestEvent(kafka);
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

    /**
     * @param transactions ends the prefix of its transactional ids; no other sink has it
     */
    public <T> Sink<T> sink(
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
                        .setDeliveryGuarantee(deliveryGuarantee())
                        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING);
        if (!settings.isExactlyOnce()) {
            return builder.build();
        }
        builder.setTransactionalIdPrefix(settings.transactionalIdPrefixOf(transactions));
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

    private DeliveryGuarantee deliveryGuarantee() {
        return switch (settings.guarantee()) {
            case AT_LEAST_ONCE -> DeliveryGuarantee.AT_LEAST_ONCE;
            case EXACTLY_ONCE -> DeliveryGuarantee.EXACTLY_ONCE;
        };
    }
}
