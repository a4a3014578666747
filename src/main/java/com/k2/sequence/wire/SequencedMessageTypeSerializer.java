package com.k2.sequence.wire;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Instrument, sequence number, timestamp, record. */
final class SequencedMessageTypeSerializer extends ImmutableTypeSerializer<SequencedMessage> {

    private final SourceRecordTypeSerializer records = new SourceRecordTypeSerializer();

    /** Made when first needed: there are many serialisers, and few do the work. */
    private transient InstrumentCodec instruments;

    @Override
    public TypeSerializer<SequencedMessage> duplicate() {
        return new SequencedMessageTypeSerializer();
    }

    @Override
    public SequencedMessage createInstance() {
        return new SequencedMessage(new InstrumentKey("", ""), 0, 0, records.createInstance());
    }

    @Override
    public void serialize(SequencedMessage message, DataOutputView target) throws IOException {
        instruments().write(message.instrument(), target);
        Wire.writeUnsigned(message.sequence(), target);
        target.writeLong(message.timestamp());
        records.serialize(message.record(), target);
    }

    @Override
    public SequencedMessage deserialize(DataInputView source) throws IOException {
        return new SequencedMessage(
                instruments().read(source),
                Wire.readUnsigned(source),
                source.readLong(),
                records.deserialize(source));
    }

    private InstrumentCodec instruments() {
        if (instruments == null) {
            instruments = new InstrumentCodec();
        }
        return instruments;
    }

    @Override
    public TypeSerializerSnapshot<SequencedMessage> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormSnapshot<SequencedMessage> {
        public Snapshot() {
            super("messages", SequencedMessageTypeSerializer::new);
        }
    }
}
