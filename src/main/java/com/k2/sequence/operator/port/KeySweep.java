package com.k2.sequence.operator.port;

import com.k2.sequence.operator.SequenceTrackingOperator;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * The keys that keyed state holds when it is made, handed out as slowly as it takes: keyed state
 * may change meanwhile. Used by the task's thread.
 */
public final class KeySweep implements AutoCloseable {

    /** The backend whose iterators see the state as it was when they were made. */
    private static final String ROCKSDB = "rocksdb";

    private final Stream<InstrumentKey> stream;
    private final Iterator<InstrumentKey> keys;

    private KeySweep(Stream<InstrumentKey> stream) {
        this.stream = stream;
        this.keys = stream.iterator();
    }

    /** Of the state of this backend; what {@link WarmKeys} has not written back is not there. */
    public static KeySweep of(KeyedStateBackend<InstrumentKey> backend) {
        Stream<InstrumentKey> keys =
                backend.getKeys(
                        SequenceTrackingOperator.SEQUENCES.getName(), VoidNamespace.INSTANCE);
        if (backend.getBackendTypeIdentifier().equals(ROCKSDB)) {
            return new KeySweep(keys);
        }
        // An iterator of the heap ends with the next change. The list holds objects that are there.
        try (keys) {
            return new KeySweep(keys.toList().stream());
        }
    }

    public boolean hasNext() {
        return keys.hasNext();
    }

    public InstrumentKey next() {
        return keys.next();
    }

    @Override
    public void close() {
        stream.close();
    }
}
