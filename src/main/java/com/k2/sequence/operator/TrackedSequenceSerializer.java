package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SourcePosition;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How {@link TrackedSequence} lies in checkpoints and savepoints. Each value begins with the
 * version of its form, so that every later version of the job can read what this one wrote.
 */
final class TrackedSequenceSerializer extends TypeSerializerSingleton<TrackedSequence> {

    static final TrackedSequenceSerializer INSTANCE = new TrackedSequenceSerializer();

    private static final byte WITHOUT_BASE = 1;
    private static final byte WITH_BASE = 2;

    @Override
    public void serialize(TrackedSequence value, DataOutputView target) throws IOException {
        SequenceBase base = value.base();
        target.writeByte(base == null ? WITHOUT_BASE : WITH_BASE);
        writeState(value.state(), target);
        if (base != null) {
            writeState(base.state(), target);
            target.writeUTF(base.position().toString());
            target.writeLong(base.lineage());
        }
    }

    @Override
    public TrackedSequence deserialize(DataInputView source) throws IOException {
        byte form = source.readByte();
        if (form != WITHOUT_BASE && form != WITH_BASE) {
            throw new IOException(
                    "the state of a key is in form "
                            + form
                            + ", which this version of the job does not know: it was written by a later version");
        }
        SequenceState state = readState(source);
        if (form == WITHOUT_BASE) {
            return new TrackedSequence(state, null);
        }
        SequenceState baseState = readState(source);
        SourcePosition position = SourcePosition.parse(source.readUTF());
        return new TrackedSequence(state, new SequenceBase(baseState, position, source.readLong()));
    }

    private static void writeState(SequenceState state, DataOutputView target) throws IOException {
        target.writeLong(state.lastSequence());
        target.writeLong(state.lastTimestamp());
        target.writeLong(state.gapCount());
        target.writeLong(state.resetCount());
    }

    private static SequenceState readState(DataInputView source) throws IOException {
        return new SequenceState(
                source.readLong(), source.readLong(), source.readLong(), source.readLong());
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TrackedSequence createInstance() {
        return new TrackedSequence(new SequenceState(0, 0, 0, 0), null);
    }

    @Override
    public TrackedSequence copy(TrackedSequence from) {
        return from;
    }

    @Override
    public TrackedSequence copy(TrackedSequence from, TrackedSequence reuse) {
        return from;
    }

    @Override
    public TrackedSequence deserialize(TrackedSequence reuse, DataInputView source)
            throws IOException {
        return deserialize(source);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<TrackedSequence> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints: neither its name nor its place may change. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TrackedSequence> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
