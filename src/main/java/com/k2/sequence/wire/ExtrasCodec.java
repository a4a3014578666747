package com.k2.sequence.wire;

import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.tracking.numbers.MessageKind;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes what only messages of the larger rule have: flags, then what there is. The order of the
 * kinds is part of the encoding. Most messages of a feed have equal marks, so what was read last is
 * shared. Not thread-safe.
 */
final class ExtrasCodec {

    private static final MessageKind[] KINDS = MessageKind.values();

    private static final int HAS_PREVIOUS = 1;
    private static final int HAS_KIND = 2;
    private static final int RETRANSMISSION = 4;
    private static final int HAS_NEXT = 8;
    private static final int HAS_EPOCH = 16;
    private static final int HAS_INDEX = 32;

    private MessageMarks last = MessageMarks.NONE;

    void write(MessageExtras extras, DataOutputView target) throws IOException {
        MessageMarks marks = extras.marks();
        boolean hasPrevious = extras.previous() != SequenceNumbers.NO_PREVIOUS;
        boolean hasKind = marks.kind() != MessageKind.DATA;
        boolean hasIndex = extras.index() != MessageExtras.ALONE;
        target.writeByte(
                (hasPrevious ? HAS_PREVIOUS : 0)
                        | (hasKind ? HAS_KIND : 0)
                        | (marks.retransmission() ? RETRANSMISSION : 0)
                        | (marks.hasNext() ? HAS_NEXT : 0)
                        | (marks.epoch() == null ? 0 : HAS_EPOCH)
                        | (hasIndex ? HAS_INDEX : 0));
        if (hasPrevious) {
            target.writeLong(extras.previous());
        }
        if (hasKind) {
            target.writeByte(marks.kind().ordinal());
        }
        if (marks.hasNext()) {
            Wire.writeUnsigned(marks.next(), target);
        }
        if (marks.epoch() != null) {
            Wire.writeString(marks.epoch(), target);
        }
        if (hasIndex) {
            Wire.writeUnsigned(extras.index(), target);
        }
    }

    MessageExtras read(DataInputView source) throws IOException {
        int flags = source.readByte();
        long previous =
                (flags & HAS_PREVIOUS) == 0 ? SequenceNumbers.NO_PREVIOUS : source.readLong();
        MessageKind kind =
                (flags & HAS_KIND) == 0
                        ? MessageKind.DATA
                        : Wire.constant(KINDS, source.readByte());
        long next = (flags & HAS_NEXT) == 0 ? SequenceNumbers.NO_NUMBER : Wire.readUnsigned(source);
        String epoch = (flags & HAS_EPOCH) == 0 ? null : Wire.readString(source);
        int index =
                (flags & HAS_INDEX) == 0 ? MessageExtras.ALONE : (int) Wire.readUnsigned(source);
        return new MessageExtras(
                previous, marks(kind, (flags & RETRANSMISSION) != 0, next, epoch), index);
    }

    private MessageMarks marks(MessageKind kind, boolean retransmission, long next, String epoch) {
        if (last.kind() != kind
                || last.retransmission() != retransmission
                || last.next() != next
                || !Objects.equals(last.epoch(), epoch)) {
            last = new MessageMarks(kind, retransmission, next, epoch);
        }
        return last;
    }
}
