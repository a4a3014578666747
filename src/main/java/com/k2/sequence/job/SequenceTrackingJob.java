package com.k2.sequence.job;

import com.k2.sequence.check.KafkaFindings;
import com.k2.sequence.check.PriorState;
import com.k2.sequence.check.StartupCheck;
import com.k2.sequence.config.ConfigurationLoader;
import com.k2.sequence.config.JobSettings;
import com.k2.sequence.config.OptionsHelp;
import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.flow.ControlDecodeFunction;
import com.k2.sequence.flow.DecodeFunction;
import com.k2.sequence.flow.DecodeOutputs;
import com.k2.sequence.flow.Decoders;
import com.k2.sequence.flow.Feed;
import com.k2.sequence.flow.sink.KafkaSinks;
import com.k2.sequence.flow.sink.OutputSinks;
import com.k2.sequence.flow.source.KafkaSources;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.kafka.ProducerSettings;
import com.k2.sequence.logging.Printable;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.ControlledTrackingOperatorFactory;
import com.k2.sequence.operator.SequenceOutputs;
import com.k2.sequence.operator.SequenceTrackingOperatorFactory;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.option.Problems;
import com.k2.sequence.tracking.verdict.EventKind;
import com.k2.sequence.wire.WireTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job: reads feeds from Kafka, tracks their sequence numbers, writes what it finds. */
public final class SequenceTrackingJob {

    public static final String NAME = "Redis Sequence Tracker";

    private static final Logger LOG = LoggerFactory.getLogger(SequenceTrackingJob.class);

    private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    /** Flink's own 100 ms is far longer than a message's whole way otherwise. */
    private static final Duration DEFAULT_BUFFER_TIMEOUT = Duration.ofMillis(2);

    private SequenceTrackingJob() {}

    /**
     * @param args {@code --config FILE}, {@code --<key> value}; or {@code --help}
     * @throws JobRefusedException if the job can't start as it is configured
     */
    public static void main(String[] args) throws Exception {
        if (ConfigurationLoader.asksForHelp(args)) {
            Printable.out().println(OptionsHelp.text());
            return;
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            define(env, args);
        } catch (JobConfigurationException e) {
            throw new JobRefusedException(e);
        }
        env.execute(NAME);
    }

    /**
     * Defines the job in an environment, after all checks; what is left is to execute it.
     *
     * @param args as {@link #main} takes them, {@code --help} apart
     * @throws JobConfigurationException if the job can't start as it is configured
     */
    public static void define(StreamExecutionEnvironment env, String... args) {
        PriorState prior = JobManagerState.of(env.getConfiguration());
        configure(env);
        JobSettings settings = new OptionsWait(prior).await(() -> read(env, args));
        KafkaFindings findings = StartupCheck.run(settings, prior);
        List<Feed> feeds =
                settings.sources().stream()
                        .map(source -> feed(settings, source, findings))
                        .toList();
        OutputSinks sinks =
                new KafkaSinks(settings.kafka(), settings.sinks())
                        .sinks(findings.deadLetterBytes());
        // Now, once: every restart of this submission has the same.
        long submission = System.currentTimeMillis();
        defineTopology(env, feeds, trackingStep(env, settings, submission, findings), sinks);
    }

    private static JobSettings read(StreamExecutionEnvironment env, String... args) {
        JobSettings settings = SettingsReader.read(ConfigurationLoader.load(args));
        checkTransactions(env, settings);
        return settings;
    }

    private static TrackingStep trackingStep(
            StreamExecutionEnvironment env,
            JobSettings settings,
            long submission,
            KafkaFindings findings) {
        TrackingSettings tracking =
                settings.tracking(submission, env.getCheckpointConfig().getCheckpointTimeout());
        RedisStores store = new RedisStores(settings.redisWhenConnecting());
        if (settings.controlTopic() == null) {
            return TrackingStep.of(new SequenceTrackingOperatorFactory(tracking, store));
        }
        return TrackingStep.controlled(
                KafkaSources.commands(
                        settings.kafka(),
                        settings.controlTopic(),
                        findings.commandsFrom(),
                        settings.isBounded(),
                        settings.controlOutOfRange()),
                new ControlDecodeFunction(settings.sinks().maxRecordBytes()),
                new ControlledTrackingOperatorFactory(tracking, store));
    }

    static Feed feed(JobSettings settings, SourceSettings source, KafkaFindings findings) {
        return new Feed(
                source.name(),
                KafkaSources.source(settings.kafka(), source, findings.ends()),
                new DecodeFunction(
                        source.name(),
                        source.fields(),
                        source.unsequenced(),
                        settings.sinks().maxRecordBytes(),
                        Decoders.of(source.format(), settings.registryWhenConnecting()),
                        source.bounded()));
    }

    /** What the user has configured stays, but for what the job relies on. */
    static void configure(StreamExecutionEnvironment env) {
        Configuration configuration = new Configuration();
        // Every type has a serialiser of its own; one that had not would cost dearly, unseen.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        // Nothing that travels is ever changed, so tasks may hand on what they got.
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        if (env.getConfiguration().getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()) {
            configuration.set(ExecutionOptions.BUFFER_TIMEOUT, DEFAULT_BUFFER_TIMEOUT);
        }
        // Verdicts are exact only where state and offsets are of one moment, in order of arrival.
        configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        if (env.getConfiguration()
                .getOptional(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)
                .isEmpty()) {
            // While the store is unavailable no checkpoint completes; that is to be waited out.
            configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        }
        env.configure(configuration);
        if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
            LOG.info(
                    "execution.checkpointing.interval is not set; checkpoints are taken every {} s,"
                            + " since offsets and transactions are committed with them",
                    DEFAULT_CHECKPOINT_INTERVAL.toSeconds());
            env.enableCheckpointing(DEFAULT_CHECKPOINT_INTERVAL.toMillis());
        }
    }

    /** A transaction is open for a checkpoint's interval at least. */
    private static void checkTransactions(StreamExecutionEnvironment env, JobSettings settings) {
        if (!settings.sinks().isExactlyOnce()) {
            return;
        }
        long interval = env.getCheckpointConfig().getCheckpointInterval();
        long timeout = ProducerSettings.transactionTimeoutMillis(settings.kafka());
        if (ProducerSettings.longestUncommittedMillis(settings.kafka()) <= interval) {
            Problems problems = new Problems();
            problems.add(
                    KafkaOptions.PROPERTIES_PREFIX + ProducerSettings.TRANSACTION_TIMEOUT,
                    timeout
                            + " ms is too short for execution.checkpointing.interval, "
                            + interval
                            + " ms: transactions are committed with checkpoints. Make it more than"
                            + " "
                            + ProducerSettings.TIMEOUT_PARTS
                            + " times the interval, and longer than any outage the job is to"
                            + " survive, or take checkpoints more often");
            problems.throwIfAny();
        }
    }

    /** The whole flow; its ends are given, so that tests can put their own. */
    static void defineTopology(
            StreamExecutionEnvironment env,
            List<Feed> feeds,
            TrackingStep tracking,
            OutputSinks sinks) {
        List<SingleOutputStreamOperator<SequencedMessage>> decoded =
                feeds.stream().map(feed -> decode(env, feed)).toList();

        TrackingStep.Tracked step =
                tracking.track(
                        env,
                        union(decoded)
                                .keyBy(SequencedMessage::instrument, WireTypes.INSTRUMENT_KEY));
        SingleOutputStreamOperator<CheckedRecord> tracked = step.checked();

        DataStream<CheckedRecord> unsequenced =
                union(sideOutputs(decoded, DecodeOutputs.UNSEQUENCED));
        List<DataStream<DeadLetter>> deadLetters =
                new ArrayList<>(sideOutputs(decoded, DecodeOutputs.DEAD_LETTERS));
        deadLetters.addAll(step.deadLetters());

        write("sequenced", tracked, sinks.sequenced());
        write("unsequenced", unsequenced, sinks.unsequenced());
        for (EventKind kind : EventKind.values()) {
            write(
                    kind.word(),
                    tracked.getSideOutput(SequenceOutputs.of(kind)),
                    sinks.events().get(kind));
        }
        write("dead-letters", union(deadLetters), sinks.deadLetters());
    }

    static SingleOutputStreamOperator<SequencedMessage> decode(
            StreamExecutionEnvironment env, Feed feed) {
        return env.fromSource(
                        feed.source(),
                        WatermarkStrategy.noWatermarks(),
                        "Read " + feed.name(),
                        WireTypes.SOURCE_RECORD)
                .uid("source-" + feed.name())
                .process(feed.decode(), WireTypes.SEQUENCED_MESSAGE)
                .name("Decode " + feed.name())
                .uid("decode-" + feed.name());
    }

    private static <T> List<? extends DataStream<T>> sideOutputs(
            List<? extends SingleOutputStreamOperator<?>> streams, OutputTag<T> tag) {
        return streams.stream().map(stream -> stream.getSideOutput(tag)).toList();
    }

    private static <T> DataStream<T> union(List<? extends DataStream<T>> streams) {
        DataStream<T> union = streams.get(0);
        for (DataStream<T> stream : streams.subList(1, streams.size())) {
            union = union.union(stream);
        }
        return union;
    }

    private static <T> void write(String output, DataStream<T> stream, Sink<T> sink) {
        if (sink != null) {
            stream.sinkTo(sink).name("Write " + output).uid("sink-" + output);
        }
    }
}
