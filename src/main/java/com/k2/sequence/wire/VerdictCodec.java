package com.k2.sequence.wire;

import com.k2.sequence.tracking.verdict.GapChanges;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.ResetCause;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictDetail;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a verdict. The order of the constants of its enums is part of the encoding. */
final class VerdictCodec {

    private static final VerdictType[] TYPES = VerdictType.values();
    private static final GapSeverity[] SEVERITIES = GapSeverity.values();
    private static final ResetCause[] CAUSES = ResetCause.values();

    /** In the byte of the type. */
    private static final int HAS_DETAIL = 64;

    private static final int HEARTBEAT = 1;
    private static final int EXPECTED_DUPLICATE = 2;
    private static final int CAUSE = 4;
    private static final int STALE_EPOCH = 8;
    private static final int RANGES = 16;
    private static final int FILLS = 32;

    private VerdictCodec() {}

    static void write(SequenceVerdict verdict, DataOutputView target) throws IOException {
        VerdictDetail detail = verdict.detail();
        target.writeByte(verdict.type().ordinal() | (detail == null ? 0 : HAS_DETAIL));
        // One more, so that NONE is the shortest; past long it goes on as unsigned.
        Wire.writeUnsigned(verdict.expected() - SequenceVerdict.NONE, target);
        if (verdict.type() == VerdictType.GAP) {
            Wire.writeUnsigned(verdict.gapSize(), target);
            target.writeByte(verdict.severity().ordinal());
        }
        if (detail != null) {
            write(detail, target);
        }
    }

    private static void write(VerdictDetail detail, DataOutputView target) throws IOException {
        target.writeByte(
                (detail.heartbeat() ? HEARTBEAT : 0)
                        | (detail.expectedDuplicate() ? EXPECTED_DUPLICATE : 0)
                        | (detail.cause() == null ? 0 : CAUSE)
                        | (detail.staleEpoch() ? STALE_EPOCH : 0)
                        | (detail.missingRanges() == null ? 0 : RANGES)
                        | (detail.fills() == null ? 0 : FILLS));
        if (detail.cause() != null) {
            target.writeByte(detail.cause().ordinal());
        }
        if (detail.missingRanges() != null) {
            Wire.writeString(detail.missingRanges(), target);
        }
        if (detail.fills() != null) {
            Wire.writeString(detail.fills(), target);
        }
        target.writeLong(detail.comesNext());
        Wire.writeUnsigned(detail.missing(), target);
        Wire.writeUnsigned(detail.filled(), target);
        Wire.writeUnsigned(detail.skipped(), target);
        GapChanges gaps = detail.gaps();
        Wire.writeUnsigned(gaps.opened(), target);
        Wire.writeUnsigned(gaps.filled(), target);
        Wire.writeUnsigned(gaps.cut(), target);
        Wire.writeUnsigned(gaps.healed(), target);
        Wire.writeUnsigned(gaps.forgotten(), target);
    }

    static SequenceVerdict read(DataInputView source) throws IOException {
        byte head = source.readByte();
        VerdictType type = Wire.constant(TYPES, (byte) (head & ~HAS_DETAIL));
        long expected = Wire.readUnsigned(source) + SequenceVerdict.NONE;
        long gapSize = 0;
        GapSeverity severity = null;
        if (type == VerdictType.GAP) {
            gapSize = Wire.readUnsigned(source);
            severity = Wire.constant(SEVERITIES, source.readByte());
        }
        VerdictDetail detail = (head & HAS_DETAIL) == 0 ? null : readDetail(source);
        return new SequenceVerdict(type, expected, gapSize, severity, detail);
    }

    private static VerdictDetail readDetail(DataInputView source) throws IOException {
        int flags = source.readByte();
        ResetCause cause = (flags & CAUSE) == 0 ? null : Wire.constant(CAUSES, source.readByte());
        String ranges = (flags & RANGES) == 0 ? null : Wire.readString(source);
        String fills = (flags & FILLS) == 0 ? null : Wire.readString(source);
        return new VerdictDetail(
                (flags & HEARTBEAT) != 0,
                source.readLong(),
                (flags & EXPECTED_DUPLICATE) != 0,
                cause,
                (flags & STALE_EPOCH) != 0,
                Wire.readUnsigned(source),
                ranges,
                Wire.readUnsigned(source),
                Wire.readUnsigned(source),
                fills,
                new GapChanges(
                        (int) Wire.readUnsigned(source),
                        (int) Wire.readUnsigned(source),
                        (int) Wire.readUnsigned(source),
                        (int) Wire.readUnsigned(source),
                        (int) Wire.readUnsigned(source)));
    }
}
