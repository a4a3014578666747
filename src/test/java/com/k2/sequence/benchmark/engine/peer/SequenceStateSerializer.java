package com.k2.sequence.benchmark.engine.peer;

import com.k2.sequence.tracking.SequenceState;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Four numbers, written out: the fastest that a peer's state can be. */
final class SequenceStateSerializer extends TypeSerializerSingleton<SequenceState> {

    static final SequenceStateSerializer INSTANCE = new SequenceStateSerializer();

    private static final int LENGTH = 4 * Long.BYTES;

    @Override
    public void serialize(SequenceState state, DataOutputView target) throws IOException {
        target.writeLong(state.lastSequence());
        target.writeLong(state.lastTimestamp());
        target.writeLong(state.gapCount());
        target.writeLong(state.resetCount());
    }

    @Override
    public SequenceState deserialize(DataInputView source) throws IOException {
        return new SequenceState(
                source.readLong(), source.readLong(), source.readLong(), source.readLong());
    }

    @Override
    public SequenceState deserialize(SequenceState reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, LENGTH);
    }

    @Override
    public SequenceState createInstance() {
        return new SequenceState(0, 0, 0, 0);
    }

    @Override
    public SequenceState copy(SequenceState from) {
        return from;
    }

    @Override
    public SequenceState copy(SequenceState from, SequenceState reuse) {
        return from;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public int getLength() {
        return LENGTH;
    }

    @Override
    public TypeSerializerSnapshot<SequenceState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in checkpoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SequenceState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
