package com.k2.sequence.wire;

import com.k2.sequence.message.ControlCommand;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Id, kind, instrument, number, position. The order of the kinds is part of the encoding. */
final class ControlCommandTypeSerializer extends ImmutableTypeSerializer<ControlCommand> {

    private static final ControlCommand.Kind[] KINDS = ControlCommand.Kind.values();

    private static final InstrumentKeyTypeSerializer KEYS = new InstrumentKeyTypeSerializer();

    private final SourceRecordTypeSerializer records = new SourceRecordTypeSerializer();

    @Override
    public TypeSerializer<ControlCommand> duplicate() {
        return new ControlCommandTypeSerializer();
    }

    @Override
    public ControlCommand createInstance() {
        return new ControlCommand(
                "",
                ControlCommand.Kind.CLEAR,
                new InstrumentKey("", ""),
                0,
                new SourcePosition("", 0, 0));
    }

    @Override
    public void serialize(ControlCommand command, DataOutputView target) throws IOException {
        Wire.writeString(command.id(), target);
        target.writeByte(command.kind().ordinal());
        KEYS.serialize(command.instrument(), target);
        Wire.writeUnsigned(command.lastSequence(), target);
        records.writePosition(command.position(), target);
    }

    @Override
    public ControlCommand deserialize(DataInputView source) throws IOException {
        return new ControlCommand(
                Wire.readString(source),
                Wire.constant(KINDS, source.readByte()),
                KEYS.deserialize(source),
                Wire.readUnsigned(source),
                records.readPosition(source));
    }

    @Override
    public TypeSerializerSnapshot<ControlCommand> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormSnapshot<ControlCommand> {
        public Snapshot() {
            super("commands", ControlCommandTypeSerializer::new);
        }
    }
}
