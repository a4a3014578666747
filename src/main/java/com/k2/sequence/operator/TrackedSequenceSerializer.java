package com.k2.sequence.operator;

import com.k2.sequence.operator.engine.StateForm;
import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.source.RecentPartitions;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.StateFields;
import com.k2.sequence.wire.FormSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How {@link TrackedSequence} lies in checkpoints and savepoints. Each value begins with the
 * version of its form, so that every later version of the job can read what this one wrote. A
 * version that adds a form or a part raises {@link StateForm#FORM} as well, as a new one of {@link
 * StateFields} does, by which an earlier one refuses the whole when it is restored.
 */
final class TrackedSequenceSerializer extends TypeSerializerSingleton<TrackedSequence> {

    static final TrackedSequenceSerializer INSTANCE = new TrackedSequenceSerializer();

    private static final RecentPartitions PARTITIONS = new RecentPartitions();

    /** Version 0.1.0 at first wrote neither source and moves nor the id of the base's topic. */
    private static final byte EARLY_WITHOUT_BASE = 1;

    private static final byte EARLY_WITH_BASE = 2;

    /** Then it wrote them, but of the newest message the partition alone. */
    private static final byte WITHOUT_BASE = 3;

    private static final byte WITH_BASE = 4;

    /** Begins with {@link #HAS_STATE} and the like: any part may be missing. */
    private static final byte IN_PARTS = 5;

    private static final int HAS_STATE = 1;
    private static final int HAS_BASE = 2;
    private static final int BASE_HAS_STATE = 4;
    private static final int HAS_NEWEST = 8;
    private static final int HAS_CONTROL = 16;

    /** Each state has fields of a later form than the first behind it. */
    private static final int HAS_LATER_FIELDS = 32;

    /** The newest message is one of several in its record. */
    private static final int HAS_INDEX = 64;

    private static final StateFields FIELDS = StateFields.ALL;

    private static final int KNOWN_PARTS =
            HAS_STATE
                    | HAS_BASE
                    | BASE_HAS_STATE
                    | HAS_NEWEST
                    | HAS_CONTROL
                    | HAS_INDEX
                    | (FIELDS.later().isEmpty() ? 0 : HAS_LATER_FIELDS);

    @Override
    public void serialize(TrackedSequence value, DataOutputView target) throws IOException {
        target.writeByte(IN_PARTS);
        int parts = parts(value);
        boolean withLater = (parts & HAS_LATER_FIELDS) != 0;
        target.writeByte(parts);
        if (value.state() != null) {
            FIELDS.write(value.state(), withLater, target);
        }
        SequenceBase base = value.base();
        if (base != null) {
            if (base.state() != null) {
                FIELDS.write(base.state(), withLater, target);
            }
            target.writeUTF(base.position().toString());
            target.writeLong(base.lineage());
            writeTopicId(base.position().source(), target);
        }
        if (value.newest() != null) {
            writeSource(value.newest().source(), target);
            target.writeLong(value.newest().offset());
            if (value.newest().index() != SourcePosition.NO_INDEX) {
                target.writeInt(value.newest().index());
            }
        }
        target.writeLong(value.moves());
        if (value.control() != 0) {
            target.writeLong(value.control());
        }
    }

    private static int parts(TrackedSequence value) {
        SequenceBase base = value.base();
        return (value.state() == null ? 0 : HAS_STATE)
                | (base == null ? 0 : HAS_BASE)
                | (base == null || base.state() == null ? 0 : BASE_HAS_STATE)
                | (value.newest() == null ? 0 : HAS_NEWEST)
                | (value.newest() == null || value.newest().index() == SourcePosition.NO_INDEX
                        ? 0
                        : HAS_INDEX)
                | (value.control() == 0 ? 0 : HAS_CONTROL)
                | (FIELDS.hasLater(value.state()) || base != null && FIELDS.hasLater(base.state())
                        ? HAS_LATER_FIELDS
                        : 0);
    }

    @Override
    public TrackedSequence deserialize(DataInputView source) throws IOException {
        byte form = source.readByte();
        if (form < EARLY_WITHOUT_BASE || form > IN_PARTS) {
            throw new IOException(
                    "the state of a key is in form "
                            + form
                            + ", which this version of the job does not know: it was written by a later version");
        }
        return form == IN_PARTS ? readParts(source) : readWhole(form, source);
    }

    private static TrackedSequence readParts(DataInputView source) throws IOException {
        int parts = source.readByte();
        if ((parts & ~KNOWN_PARTS) != 0) {
            throw new IOException(
                    "the state of a key has parts "
                            + (parts & 0xFF)
                            + ", of which this version of the job knows "
                            + KNOWN_PARTS
                            + ": it was written by a later version");
        }
        boolean withLater = (parts & HAS_LATER_FIELDS) != 0;
        SequenceState state = (parts & HAS_STATE) == 0 ? null : FIELDS.read(withLater, source);
        SequenceBase base = null;
        if ((parts & HAS_BASE) != 0) {
            base =
                    readBase(
                            (parts & BASE_HAS_STATE) == 0 ? null : FIELDS.read(withLater, source),
                            false,
                            source);
        }
        SourcePosition newest =
                (parts & HAS_NEWEST) == 0
                        ? null
                        : SourcePosition.of(
                                readSource(source),
                                source.readLong(),
                                (parts & HAS_INDEX) == 0
                                        ? SourcePosition.NO_INDEX
                                        : source.readInt());
        long moves = source.readLong();
        return new TrackedSequence(
                state, base, newest, moves, (parts & HAS_CONTROL) == 0 ? 0 : source.readLong());
    }

    /** Of a version that knew no commands. */
    private static TrackedSequence readWhole(byte form, DataInputView source) throws IOException {
        boolean isEarly = form <= EARLY_WITH_BASE;
        SequenceState state = FIELDS.read(false, source);
        SequenceBase base = null;
        if (form == WITH_BASE || form == EARLY_WITH_BASE) {
            base = readBase(FIELDS.read(false, source), isEarly, source);
        }
        if (isEarly || !source.readBoolean()) {
            return new TrackedSequence(state, base, null, isEarly ? 0 : source.readLong(), 0);
        }
        // Its newest message stood there or after it; the key's next one says where.
        SourcePosition least = new SourcePosition(readSource(source), 0);
        return new TrackedSequence(state, base, least, source.readLong(), 0);
    }

    private static SequenceBase readBase(SequenceState state, boolean isEarly, DataInputView source)
            throws IOException {
        SourcePosition position = SourcePosition.parse(source.readUTF());
        long lineage = source.readLong();
        if (!isEarly) {
            position = position.inTopic(readTopicId(source));
        }
        return new SequenceBase(state, PARTITIONS.share(position), lineage);
    }

    private static void writeSource(SourcePartition value, DataOutputView target)
            throws IOException {
        target.writeUTF(value.topic());
        writeTopicId(value, target);
        target.writeInt(value.partition());
    }

    private static SourcePartition readSource(DataInputView source) throws IOException {
        return PARTITIONS.share(
                new SourcePartition(source.readUTF(), readTopicId(source), source.readInt()));
    }

    private static void writeTopicId(SourcePartition value, DataOutputView target)
            throws IOException {
        target.writeUTF(value.topicId() == null ? "" : value.topicId());
    }

    private static String readTopicId(DataInputView source) throws IOException {
        String topicId = source.readUTF();
        return topicId.isEmpty() ? null : topicId;
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
        return TrackedSequence.startingFrom(null);
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
    public static final class Snapshot extends FormSnapshot<TrackedSequence> {
        public Snapshot() {
            super("the state of keys", () -> INSTANCE);
        }
    }
}
