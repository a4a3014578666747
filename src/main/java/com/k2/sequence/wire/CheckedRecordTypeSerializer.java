package com.k2.sequence.wire;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What there is of instrument and verdict, then the record. */
final class CheckedRecordTypeSerializer extends ImmutableTypeSerializer<CheckedRecord> {

    private static final int HAS_INSTRUMENT = 1;
    private static final int HAS_VERDICT = 2;
    private static final int REPLAYED = 4;
    private static final int HAS_INDEX = 8;
    private static final int KNOWN_FLAGS = HAS_INSTRUMENT | HAS_VERDICT | REPLAYED | HAS_INDEX;

    private final SourceRecordTypeSerializer records = new SourceRecordTypeSerializer();

    /** Made when first needed: there are many serialisers, and few do the work. */
    private transient InstrumentCodec instruments;

    @Override
    public TypeSerializer<CheckedRecord> duplicate() {
        return new CheckedRecordTypeSerializer();
    }

    @Override
    public CheckedRecord createInstance() {
        return CheckedRecord.unsequenced(records.createInstance());
    }

    @Override
    public void serialize(CheckedRecord checked, DataOutputView target) throws IOException {
        target.writeByte(
                (checked.instrument() == null ? 0 : HAS_INSTRUMENT)
                        | (checked.verdict() == null ? 0 : HAS_VERDICT)
                        | (checked.replayed() ? REPLAYED : 0)
                        | (checked.index() == MessageExtras.ALONE ? 0 : HAS_INDEX));
        if (checked.instrument() != null) {
            instruments().write(checked.instrument(), target);
        }
        if (checked.verdict() != null) {
            VerdictCodec.write(checked.verdict(), target);
        }
        if (checked.index() != MessageExtras.ALONE) {
            Wire.writeUnsigned(checked.index(), target);
        }
        records.serialize(checked.record(), target);
    }

    @Override
    public CheckedRecord deserialize(DataInputView source) throws IOException {
        int flags = source.readByte();
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw new IOException(
                    "a checked record in the state that is restored has flags "
                            + (flags & 0xFF)
                            + ", of which this version of the job knows "
                            + KNOWN_FLAGS
                            + ": it was written by a later version");
        }
        InstrumentKey instrument =
                (flags & HAS_INSTRUMENT) == 0 ? null : instruments().read(source);
        SequenceVerdict verdict = (flags & HAS_VERDICT) == 0 ? null : VerdictCodec.read(source);
        int index =
                (flags & HAS_INDEX) == 0 ? MessageExtras.ALONE : (int) Wire.readUnsigned(source);
        SourceRecord record = records.deserialize(source);
        return new CheckedRecord(record, instrument, verdict, (flags & REPLAYED) != 0, index);
    }

    private InstrumentCodec instruments() {
        if (instruments == null) {
            instruments = new InstrumentCodec();
        }
        return instruments;
    }

    @Override
    public TypeSerializerSnapshot<CheckedRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormSnapshot<CheckedRecord> {
        public Snapshot() {
            super("checked records", CheckedRecordTypeSerializer::new);
        }
    }
}
