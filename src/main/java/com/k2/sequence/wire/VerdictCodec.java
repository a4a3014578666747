package com.k2.sequence.wire;

import com.k2.sequence.tracking.GapSeverity;
import com.k2.sequence.tracking.SequenceVerdict;
import com.k2.sequence.tracking.VerdictType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a verdict. The order of the constants of both enums is part of the encoding. */
final class VerdictCodec {

    private static final VerdictType[] TYPES = VerdictType.values();
    private static final GapSeverity[] SEVERITIES = GapSeverity.values();

    private VerdictCodec() {}

    static void write(SequenceVerdict verdict, DataOutputView target) throws IOException {
        target.writeByte(verdict.type().ordinal());
        // One more, so that NONE is the shortest; past long it goes on as unsigned.
        Wire.writeUnsigned(verdict.expected() - SequenceVerdict.NONE, target);
        if (verdict.type() == VerdictType.GAP) {
            Wire.writeUnsigned(verdict.gapSize(), target);
            target.writeByte(verdict.severity().ordinal());
        }
    }

    static SequenceVerdict read(DataInputView source) throws IOException {
        VerdictType type = Wire.constant(TYPES, source.readByte());
        long expected = Wire.readUnsigned(source) + SequenceVerdict.NONE;
        return type == VerdictType.GAP
                ? new SequenceVerdict(
                        type,
                        expected,
                        Wire.readUnsigned(source),
                        Wire.constant(SEVERITIES, source.readByte()))
                : SequenceVerdict.of(type, expected);
    }
}
