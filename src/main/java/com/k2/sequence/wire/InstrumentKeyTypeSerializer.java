package com.k2.sequence.wire;

import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Of the key that state is kept by: exchange, then symbol. Equal keys give equal bytes, and no
 * savepoint survives a change of them.
 */
public final class InstrumentKeyTypeSerializer extends ImmutableTypeSerializer<InstrumentKey> {

    @Override
    public InstrumentKey createInstance() {
        return new InstrumentKey("", "");
    }

    @Override
    public void serialize(InstrumentKey key, DataOutputView target) throws IOException {
        Wire.writeString(key.exchange(), target);
        Wire.writeString(key.symbol(), target);
    }

    @Override
    public InstrumentKey deserialize(DataInputView source) throws IOException {
        return new InstrumentKey(Wire.readString(source), Wire.readString(source));
    }

    @Override
    public TypeSerializerSnapshot<InstrumentKey> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormSnapshot<InstrumentKey> {
        public Snapshot() {
            super("instruments", InstrumentKeyTypeSerializer::new);
        }
    }
}
