package com.k2.sequence.operator;

import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/** The keys of a keyed state, whatever changes in it meanwhile. */
final class FlinkKeySweep implements KeySweep {

    /** The backend whose iterators see the state as it was when they were made. */
    private static final String ROCKSDB = "rocksdb";

    private final Stream<InstrumentKey> stream;
    private final Iterator<InstrumentKey> keys;

    private FlinkKeySweep(Stream<InstrumentKey> stream) {
        this.stream = stream;
        this.keys = stream.iterator();
    }

    /**
     * @param state its name
     */
    static FlinkKeySweep of(KeyedStateBackend<InstrumentKey> backend, String state) {
        Stream<InstrumentKey> keys = backend.getKeys(state, VoidNamespace.INSTANCE);
        if (backend.getBackendTypeIdentifier().equals(ROCKSDB)) {
            return new FlinkKeySweep(keys);
        }
        // An iterator of the heap ends with the next change. The list holds objects that are there.
        try (keys) {
            return new FlinkKeySweep(keys.toList().stream());
        }
    }

    @Override
    public boolean hasNext() {
        return keys.hasNext();
    }

    @Override
    public InstrumentKey next() {
        return keys.next();
    }

    @Override
    public void close() {
        stream.close();
    }
}
