package com.k2.sequence.benchmark.engine;

import com.k2.sequence.benchmark.engine.peer.BatchPeer;
import com.k2.sequence.benchmark.engine.peer.KeyedStatePeer;
import com.k2.sequence.benchmark.engine.peer.LettuceFunction;
import com.k2.sequence.benchmark.engine.peer.ReadWritePeer;
import com.k2.sequence.benchmark.engine.peer.ScriptPeer;
import com.k2.sequence.config.TrackingOptions;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.SequenceTrackingOperatorFactory;
import com.k2.sequence.operator.engine.SourceRule;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.redis.RedisSequenceStoreFactory;
import com.k2.sequence.redis.settings.RedisOptions;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.SequenceStoreFactory;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.wire.WireTypes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/** The trackings of all variants. The tracker has the job's own defaults. */
final class Trackings {

    /** The prefix of the tracker's rows. */
    static final String PREFIX = "k2:seq";

    private static final long STORE_WAIT_MILLIS = 60_000;

    /** Enough that Lettuce's pipelines stay full: more than that made no difference. */
    private static final int ASYNC_CAPACITY = 1_000;

    private static final long ASYNC_TIMEOUT_SECONDS = 60;

    private Trackings() {}

    static DataStream<CheckedRecord> passThrough(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting) {
        return messages.map(
                message ->
                        new CheckedRecord(
                                message.record(),
                                message.instrument(),
                                SequenceVerdict.NOTHING_EXPECTED,
                                false),
                WireTypes.CHECKED_RECORD);
    }

    static DataStream<CheckedRecord> keyedState(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting) {
        return messages.process(new KeyedStatePeer(), WireTypes.CHECKED_RECORD);
    }

    static DataStream<CheckedRecord> readWrite(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting) {
        return async(messages, new ReadWritePeer(setting.redis()));
    }

    static DataStream<CheckedRecord> script(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting) {
        return async(messages, new ScriptPeer(setting.redis()));
    }

    static DataStream<CheckedRecord> batches(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting) {
        return messages.transform(
                "Batches", WireTypes.CHECKED_RECORD, new BatchPeer(setting.redis()));
    }

    static DataStream<CheckedRecord> tracker(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting) {
        return tracker(messages, setting, Numbering.PLAIN);
    }

    static DataStream<CheckedRecord> trackerWithMemory(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting) {
        return tracker(messages, setting, Numbering.MEMORY);
    }

    static DataStream<CheckedRecord> trackerOfAChain(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting) {
        return tracker(messages, setting, Numbering.CHAINED);
    }

    private static DataStream<CheckedRecord> tracker(
            KeyedStream<SequencedMessage, InstrumentKey> messages,
            Setting setting,
            Numbering numbering) {
        return tracker(
                messages,
                setting,
                numbering,
                new RedisSequenceStoreFactory(
                        new RedisSettings(
                                setting.redis().toString(),
                                PREFIX,
                                RedisOptions.KEY_TTL.defaultValue(),
                                RedisOptions.TIMEOUT.defaultValue())));
    }

    static DataStream<CheckedRecord> trackerAlone(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting) {
        return tracker(
                messages,
                setting,
                Numbering.PLAIN,
                (lineage, submission, waits, listener) -> new InstantStore());
    }

    private static DataStream<CheckedRecord> async(
            KeyedStream<SequencedMessage, InstrumentKey> messages, LettuceFunction function) {
        return AsyncDataStream.orderedWait(
                        messages, function, ASYNC_TIMEOUT_SECONDS, TimeUnit.SECONDS, ASYNC_CAPACITY)
                .returns(WireTypes.CHECKED_RECORD);
    }

    private static DataStream<CheckedRecord> tracker(
            KeyedStream<SequencedMessage, InstrumentKey> messages,
            Setting setting,
            Numbering numbering,
            SequenceStoreFactory stores) {
        TrackingSettings settings =
                new TrackingSettings(
                        List.of(new SourceRule("feed", numbering.rule())),
                        System.currentTimeMillis(),
                        TrackingOptions.ON_OUTAGE.defaultValue(),
                        TrackingOptions.MAX_WAITING.defaultValue(),
                        TrackingOptions.PIPELINE_SIZE.defaultValue(),
                        setting.maxLag().toMillis(),
                        0,
                        STORE_WAIT_MILLIS,
                        TrackingSettings.FOR_EVER,
                        Set.of());
        return messages.transform(
                "Track sequence",
                WireTypes.CHECKED_RECORD,
                new SequenceTrackingOperatorFactory(settings, stores));
    }
}
