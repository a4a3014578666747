package com.k2.sequence.operator;

import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SourcePartition;
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

    /** Version 0.1.0 at first wrote neither source and moves nor the id of the base's topic. */
    private static final byte EARLY_WITHOUT_BASE = 1;

    private static final byte EARLY_WITH_BASE = 2;
    private static final byte WITHOUT_BASE = 3;
    private static final byte WITH_BASE = 4;

    @Override
    public void serialize(TrackedSequence value, DataOutputView target) throws IOException {
        SequenceBase base = value.base();
        target.writeByte(base == null ? WITHOUT_BASE : WITH_BASE);
        writeState(value.state(), target);
        if (base != null) {
            writeState(base.state(), target);
            target.writeUTF(base.position().toString());
            target.writeLong(base.lineage());
            writeTopicId(base.position().source(), target);
        }
        writeSource(value.source(), target);
        target.writeLong(value.moves());
    }

    @Override
    public TrackedSequence deserialize(DataInputView source) throws IOException {
        byte form = source.readByte();
        if (form < EARLY_WITHOUT_BASE || form > WITH_BASE) {
            throw new IOException(
                    "the state of a key is in form "
                            + form
                            + ", which this version of the job does not know: it was written by a later version");
        }
        boolean isEarly = form <= EARLY_WITH_BASE;
        SequenceState state = readState(source);
        SequenceBase base = null;
        if (form == WITH_BASE || form == EARLY_WITH_BASE) {
            base = readBase(source, isEarly);
        }
        return isEarly
                ? new TrackedSequence(state, base, null, 0)
                : new TrackedSequence(state, base, readSource(source), source.readLong());
    }

    private static SequenceBase readBase(DataInputView source, boolean isEarly) throws IOException {
        SequenceState state = readState(source);
        SourcePosition position = SourcePosition.parse(source.readUTF());
        long lineage = source.readLong();
        if (!isEarly) {
            position = position.inTopic(readTopicId(source));
        }
        return new SequenceBase(state, position, lineage);
    }

    private static void writeSource(SourcePartition value, DataOutputView target)
            throws IOException {
        target.writeBoolean(value != null);
        if (value != null) {
            target.writeUTF(value.topic());
            writeTopicId(value, target);
            target.writeInt(value.partition());
        }
    }

    private static SourcePartition readSource(DataInputView source) throws IOException {
        return source.readBoolean()
                ? new SourcePartition(source.readUTF(), readTopicId(source), source.readInt())
                : null;
    }

    private static void writeTopicId(SourcePartition value, DataOutputView target)
            throws IOException {
        target.writeUTF(value.topicId() == null ? "" : value.topicId());
    }

    private static String readTopicId(DataInputView source) throws IOException {
        String topicId = source.readUTF();
        return topicId.isEmpty() ? null : topicId;
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
        return TrackedSequence.startingWith(new SequenceState(0, 0, 0, 0), null);
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
