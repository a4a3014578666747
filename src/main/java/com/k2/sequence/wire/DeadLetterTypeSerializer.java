package com.k2.sequence.wire;

import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Reason, message, record. The order of the reasons is part of the encoding. */
final class DeadLetterTypeSerializer extends ImmutableTypeSerializer<DeadLetter> {

    private static final Reason[] REASONS = Reason.values();

    private final SourceRecordTypeSerializer records = new SourceRecordTypeSerializer();

    @Override
    public TypeSerializer<DeadLetter> duplicate() {
        return new DeadLetterTypeSerializer();
    }

    @Override
    public DeadLetter createInstance() {
        return new DeadLetter(records.createInstance(), Reason.MALFORMED, "");
    }

    @Override
    public void serialize(DeadLetter deadLetter, DataOutputView target) throws IOException {
        target.writeByte(deadLetter.reason().ordinal());
        Wire.writeString(deadLetter.message(), target);
        records.serialize(deadLetter.record(), target);
    }

    @Override
    public DeadLetter deserialize(DataInputView source) throws IOException {
        Reason reason = Wire.constant(REASONS, source.readByte());
        String message = Wire.readString(source);
        return new DeadLetter(records.deserialize(source), reason, message);
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormSnapshot<DeadLetter> {
        public Snapshot() {
            super("dead letters", DeadLetterTypeSerializer::new);
        }
    }
}
