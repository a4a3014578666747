package com.k2.sequence.wire;

import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Reason, message, which messages of the record where not all, record. The order of the reasons is
 * part of the encoding.
 */
final class DeadLetterTypeSerializer extends ImmutableTypeSerializer<DeadLetter> {

    private static final Reason[] REASONS = Reason.values();

    /** In the byte of the reason. */
    private static final int HAS_INDEXES = 64;

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
        boolean hasIndexes = deadLetter.indexes() != null;
        target.writeByte(deadLetter.reason().ordinal() | (hasIndexes ? HAS_INDEXES : 0));
        Wire.writeString(deadLetter.message(), target);
        if (hasIndexes) {
            Wire.writeString(deadLetter.indexes(), target);
        }
        records.serialize(deadLetter.record(), target);
    }

    @Override
    public DeadLetter deserialize(DataInputView source) throws IOException {
        byte head = source.readByte();
        Reason reason = Wire.constant(REASONS, (byte) (head & ~HAS_INDEXES));
        String message = Wire.readString(source);
        String indexes = (head & HAS_INDEXES) == 0 ? null : Wire.readString(source);
        return new DeadLetter(records.deserialize(source), reason, message, indexes);
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
