package com.k2.sequence.wire;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;

/**
 * What a savepoint holds of a serialiser: its name and the version of its encoding. A later version
 * of the job that writes what this one can't read gives it a higher version, and is then refused
 * when the state is restored, before any value is read.
 */
public abstract class FormSnapshot<T> extends SimpleTypeSerializerSnapshot<T> {

    private final String what;

    /**
     * @param what the name of what is serialised, for messages
     */
    protected FormSnapshot(String what, Supplier<? extends TypeSerializer<T>> serializer) {
        super(serializer);
        this.what = what;
    }

    @Override
    public void readSnapshot(int version, DataInputView source, ClassLoader classLoader)
            throws IOException {
        if (version > getCurrentVersion()) {
            throw new IOException(
                    "the state that is restored holds "
                            + what
                            + " in version "
                            + version
                            + " of its encoding, which a later version of the job wrote; this version"
                            + " reads up to "
                            + getCurrentVersion()
                            + ": start the later version, or restore a savepoint of this one");
        }
        super.readSnapshot(version, source, classLoader);
    }
}
