package com.k2.sequence.io.wire;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.wire.FormSnapshot;

/**
 * Where savepoints of 0.1.0 look for the serializer of keys. The serializer itself is {@link
 * com.k2.sequence.wire.InstrumentKeyTypeSerializer}; a savepoint that is written today names that
 * one.
 */
public final class InstrumentKeyTypeSerializer {

    private InstrumentKeyTypeSerializer() {}

    /** Named in savepoints of 0.1.0; Flink creates it by this name. */
    public static final class Snapshot extends FormSnapshot<InstrumentKey> {
        public Snapshot() {
            super("instruments", com.k2.sequence.wire.InstrumentKeyTypeSerializer::new);
        }
    }
}
