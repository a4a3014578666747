package com.k2.sequence.benchmark.engine;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.InstrumentKey;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/** One way to track: what a variant puts between the shuffle and the sink. */
@FunctionalInterface
interface Tracking {

    DataStream<CheckedRecord> track(
            KeyedStream<SequencedMessage, InstrumentKey> messages, Setting setting);
}
