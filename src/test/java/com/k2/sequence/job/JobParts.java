package com.k2.sequence.job;

import com.k2.sequence.check.KafkaFindings;
import com.k2.sequence.check.StartupCheck;
import com.k2.sequence.config.ConfigurationLoader;
import com.k2.sequence.config.JobSettings;
import com.k2.sequence.config.Output;
import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.flow.Feed;
import com.k2.sequence.flow.sink.KafkaSinks;
import com.k2.sequence.kafka.ProducerSettings;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.wire.WireTypes;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The parts of the job of one source, for those who compare it with less than the whole. Each is
 * the job's own, made from its options.
 */
public final class JobParts {

    private final StreamExecutionEnvironment env;
    private final JobSettings settings;
    private final Feed feed;

    private JobParts(StreamExecutionEnvironment env, JobSettings settings) {
        this.env = env;
        this.settings = settings;
        this.feed =
                SequenceTrackingJob.feed(
                        settings,
                        settings.sources().get(0),
                        KafkaFindings.unasked(settings.sinks()));
    }

    /**
     * Configures the environment as the job does.
     *
     * @param arguments the job's own, {@code --key value}
     */
    public static JobParts in(StreamExecutionEnvironment env, String... arguments) {
        SequenceTrackingJob.configure(env);
        return new JobParts(env, SettingsReader.read(ConfigurationLoader.load(arguments)));
    }

    /** What the source reads. */
    public DataStream<SourceRecord> source() {
        return env.fromSource(
                feed.source(),
                WatermarkStrategy.noWatermarks(),
                "Read " + feed.name(),
                WireTypes.SOURCE_RECORD);
    }

    /** What the source reads, decoded; what is no message is dropped. */
    public DataStream<SequencedMessage> decoded() {
        return SequenceTrackingJob.decode(env, feed);
    }

    /** What the source reads, decoded and at the task that would track it. */
    public DataStream<SequencedMessage> shuffled() {
        return decoded().keyBy(SequencedMessage::instrument, WireTypes.INSTRUMENT_KEY);
    }

    /** Writes key and value of a record as they came, by the producer of the sequenced topic. */
    public Sink<SourceRecord> bytes() {
        return sinks().sink(
                        Output.SEQUENCED,
                        "bytes",
                        ProducerSettings.forRecordsUpTo(settings.sinks().maxRecordBytes()),
                        JobParts::bytesOf);
    }

    /** The whole job, with another operator where it tracks. */
    public void define(OneInputStreamOperatorFactory<SequencedMessage, CheckedRecord> operator) {
        SequenceTrackingJob.defineTopology(
                env,
                List.of(feed),
                TrackingStep.of(operator),
                sinks().sinks(StartupCheck.run(settings).deadLetterBytes()));
    }

    private KafkaSinks sinks() {
        return new KafkaSinks(settings.kafka(), settings.sinks());
    }

    private static KafkaRecordSerializationSchema<SourceRecord> bytesOf(String topic) {
        return (record, context, timestamp) ->
                new ProducerRecord<>(topic, record.key(), record.value());
    }
}
