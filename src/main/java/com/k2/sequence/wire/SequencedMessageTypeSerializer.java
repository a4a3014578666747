package com.k2.sequence.wire;

import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What form the rest has, source, instrument, number, timestamp, record.
 *
 * <p>Version 0.1.0 began with the number of bytes that the instrument takes, which is never below
 * {@link #LEAST_SIZE}. So the first number identifies its messages, of one number each and judged
 * by one rule, from those of later versions.
 */
final class SequencedMessageTypeSerializer extends ImmutableTypeSerializer<SequencedMessage> {

    /** A message of one number. */
    private static final int PLAIN = 0;

    /** A message that has more than that: flags say what. */
    private static final int FLAGGED = 1;

    /** Of an instrument, written by version 0.1.0: the lengths of two empty names. */
    private static final int LEAST_SIZE = 2;

    /** The message has several numbers: behind the first one is how many more. */
    private static final int HAS_RANGE = 1;

    /** The message has extras: behind the timestamp. */
    private static final int HAS_EXTRAS = 2;

    private static final int KNOWN_FLAGS = HAS_RANGE | HAS_EXTRAS;

    private final SourceRecordTypeSerializer records = new SourceRecordTypeSerializer();

    /** Made when first needed: there are many serialisers, and few do the work. */
    private transient InstrumentCodec instruments;

    /** Made when first needed, since few feeds have them. */
    private transient ExtrasCodec extras;

    @Override
    public TypeSerializer<SequencedMessage> duplicate() {
        return new SequencedMessageTypeSerializer();
    }

    @Override
    public SequencedMessage createInstance() {
        return new SequencedMessage(new InstrumentKey("", ""), 0, 0, records.createInstance());
    }

    @Override
    public void serialize(SequencedMessage message, DataOutputView target) throws IOException {
        boolean isRange = message.last() != message.first();
        MessageExtras extras = message.extras();
        if (isRange || extras != null) {
            target.writeByte(FLAGGED);
            target.writeByte((isRange ? HAS_RANGE : 0) | (extras == null ? 0 : HAS_EXTRAS));
        } else {
            target.writeByte(PLAIN);
        }
        Wire.writeUnsigned(message.source(), target);
        instruments().writeAlone(message.instrument(), target);
        Wire.writeUnsigned(message.first(), target);
        if (isRange) {
            Wire.writeUnsigned(message.last() - message.first(), target);
        }
        target.writeLong(message.timestamp());
        if (extras != null) {
            extras().write(extras, target);
        }
        records.serialize(message.record(), target);
    }

    @Override
    public SequencedMessage deserialize(DataInputView source) throws IOException {
        long form = Wire.readUnsigned(source);
        int flags = form == FLAGGED ? readFlags(source) : 0;
        int feed = form < LEAST_SIZE ? (int) Wire.readUnsigned(source) : 0;
        InstrumentKey instrument = instruments().readAlone(source);
        long first = Wire.readUnsigned(source);
        long last = (flags & HAS_RANGE) == 0 ? first : first + Wire.readUnsigned(source);
        long timestamp = source.readLong();
        MessageExtras extras = (flags & HAS_EXTRAS) == 0 ? null : extras().read(source);
        return new SequencedMessage(
                instrument, first, last, timestamp, feed, extras, records.deserialize(source));
    }

    private ExtrasCodec extras() {
        if (extras == null) {
            extras = new ExtrasCodec();
        }
        return extras;
    }

    private static int readFlags(DataInputView source) throws IOException {
        int flags = source.readByte();
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw new IOException(
                    "a message in the state that is restored has flags "
                            + (flags & 0xFF)
                            + ", of which this version of the job knows "
                            + KNOWN_FLAGS
                            + ": it was written by a later version");
        }
        return flags;
    }

    private InstrumentCodec instruments() {
        if (instruments == null) {
            instruments = new InstrumentCodec();
        }
        return instruments;
    }

    @Override
    public TypeSerializerSnapshot<SequencedMessage> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormSnapshot<SequencedMessage> {
        public Snapshot() {
            super("messages", SequencedMessageTypeSerializer::new);
        }
    }
}
