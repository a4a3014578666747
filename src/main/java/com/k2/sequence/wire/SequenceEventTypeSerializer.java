package com.k2.sequence.wire;

import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Instrument, verdict, sequence number, both timestamps, position; of the larger rule the index
 * within the record, the highest number and the epoch behind them.
 */
final class SequenceEventTypeSerializer extends ImmutableTypeSerializer<SequenceEvent> {

    private static final InstrumentKeyTypeSerializer INSTRUMENTS =
            new InstrumentKeyTypeSerializer();

    private final SourceRecordTypeSerializer records = new SourceRecordTypeSerializer();

    @Override
    public TypeSerializer<SequenceEvent> duplicate() {
        return new SequenceEventTypeSerializer();
    }

    @Override
    public SequenceEvent createInstance() {
        return new SequenceEvent(
                new InstrumentKey("", ""),
                SequenceVerdict.of(VerdictType.DUPLICATE, 1),
                0,
                0,
                0,
                new SourcePosition("", 0, 0));
    }

    @Override
    public void serialize(SequenceEvent event, DataOutputView target) throws IOException {
        INSTRUMENTS.serialize(event.instrument(), target);
        VerdictCodec.write(event.verdict(), target);
        Wire.writeUnsigned(event.sequence(), target);
        target.writeLong(event.timestamp());
        target.writeLong(event.lastTimestamp());
        records.writePosition(event.position(), target);
        if (event.verdict().detail() != null) {
            Wire.writeUnsigned(event.position().index() - SourcePosition.NO_INDEX, target);
            Wire.writeUnsigned(event.lastSequence(), target);
            target.writeBoolean(event.epoch() != null);
            if (event.epoch() != null) {
                Wire.writeString(event.epoch(), target);
            }
        }
    }

    @Override
    public SequenceEvent deserialize(DataInputView source) throws IOException {
        InstrumentKey instrument = INSTRUMENTS.deserialize(source);
        SequenceVerdict verdict = VerdictCodec.read(source);
        long sequence = Wire.readUnsigned(source);
        long timestamp = source.readLong();
        long lastTimestamp = source.readLong();
        SourcePosition position = records.readPosition(source);
        boolean larger = verdict.detail() != null;
        if (larger) {
            position = position.at((int) Wire.readUnsigned(source) + SourcePosition.NO_INDEX);
        }
        return new SequenceEvent(
                instrument,
                verdict,
                sequence,
                larger ? Wire.readUnsigned(source) : sequence,
                timestamp,
                lastTimestamp,
                position,
                larger && source.readBoolean() ? Wire.readString(source) : null);
    }

    @Override
    public TypeSerializerSnapshot<SequenceEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormSnapshot<SequenceEvent> {
        public Snapshot() {
            super("events", SequenceEventTypeSerializer::new);
        }
    }
}
