package com.k2.sequence.wire;

import com.k2.sequence.message.Command;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Id, kind, instrument, number, position. The order of the kinds is part of the encoding. */
final class ControlCommandTypeSerializer extends ImmutableTypeSerializer<Command> {

    private static final Command.Kind[] KINDS = Command.Kind.values();

    private static final InstrumentKeyTypeSerializer KEYS = new InstrumentKeyTypeSerializer();

    private final SourceRecordTypeSerializer records = new SourceRecordTypeSerializer();

    @Override
    public TypeSerializer<Command> duplicate() {
        return new ControlCommandTypeSerializer();
    }

    @Override
    public Command createInstance() {
        return new Command(
                "", Command.Kind.CLEAR, new InstrumentKey("", ""), 0, new SourcePosition("", 0, 0));
    }

    @Override
    public void serialize(Command command, DataOutputView target) throws IOException {
        Wire.writeString(command.id(), target);
        target.writeByte(command.kind().ordinal());
        KEYS.serialize(command.instrument(), target);
        Wire.writeUnsigned(command.lastSequence(), target);
        records.writePosition(command.position(), target);
    }

    @Override
    public Command deserialize(DataInputView source) throws IOException {
        return new Command(
                Wire.readString(source),
                Wire.constant(KINDS, source.readByte()),
                KEYS.deserialize(source),
                Wire.readUnsigned(source),
                records.readPosition(source));
    }

    @Override
    public TypeSerializerSnapshot<Command> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormSnapshot<Command> {
        public Snapshot() {
            super("commands", ControlCommandTypeSerializer::new);
        }
    }
}
