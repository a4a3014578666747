package com.k2.sequence.job;

import com.k2.sequence.flow.ControlDecodeFunction;
import com.k2.sequence.flow.DecodeOutputs;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.wire.WireTypes;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/**
 * The step of the flow that tracks: of messages alone, or of messages and of the commands in a
 * control topic. Its operator has the same uid either way, so that a control topic can be added to
 * a job and its savepoints.
 */
interface TrackingStep {

    /**
     * What comes out of the step.
     *
     * @param checked every message with its verdict, the events as side outputs
     * @param deadLetters commands that can't be read; empty where none are read
     */
    record Tracked(
            SingleOutputStreamOperator<CheckedRecord> checked,
            List<DataStream<DeadLetter>> deadLetters) {}

    /** Adds the step to the flow. */
    Tracked track(
            StreamExecutionEnvironment env, KeyedStream<SequencedMessage, InstrumentKey> messages);

    /** Messages alone. */
    static TrackingStep of(OneInputStreamOperatorFactory<SequencedMessage, CheckedRecord> tracker) {
        return (env, messages) ->
                new Tracked(
                        named(messages.transform(NAME, WireTypes.CHECKED_RECORD, tracker)),
                        List.of());
    }

    /**
     * Messages and commands. One task reads the commands, which are few. Every task gets all of
     * them: one may be for all keys, and of those for one key it takes its own.
     *
     * @param commands the records of the control topic
     * @param decode how they are read
     */
    static TrackingStep controlled(
            Source<SourceRecord, ?, ?> commands,
            ControlDecodeFunction decode,
            TwoInputStreamOperatorFactory<SequencedMessage, Command, CheckedRecord> tracker) {
        return (env, messages) -> {
            SingleOutputStreamOperator<Command> decoded = decoded(env, commands, decode);
            return new Tracked(
                    named(
                            messages.connect(decoded.broadcast())
                                    .transform(NAME, WireTypes.CHECKED_RECORD, tracker)),
                    List.of(decoded.getSideOutput(DecodeOutputs.DEAD_LETTERS)));
        };
    }

    String NAME = "Track sequence";

    private static SingleOutputStreamOperator<CheckedRecord> named(
            SingleOutputStreamOperator<CheckedRecord> tracked) {
        return tracked.uid("track-sequence");
    }

    private static SingleOutputStreamOperator<Command> decoded(
            StreamExecutionEnvironment env,
            Source<SourceRecord, ?, ?> commands,
            ControlDecodeFunction decode) {
        return env.fromSource(
                        commands,
                        WatermarkStrategy.noWatermarks(),
                        "Read commands",
                        WireTypes.SOURCE_RECORD)
                .uid("control-source")
                .setParallelism(1)
                .process(decode, WireTypes.CONTROL_COMMAND)
                .name("Decode commands")
                .uid("control-decode")
                .setParallelism(1);
    }
}
