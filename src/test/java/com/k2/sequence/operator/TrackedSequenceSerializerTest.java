package com.k2.sequence.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.tracking.SequenceState;
import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrackedSequenceSerializerTest {

    private static final SequenceState STATE = new SequenceState(7, -1, 2, 3);
    private static final SourcePartition SOURCE = new SourcePartition("ticks", "topic-id", 4);
    private static final SourcePartition UNKNOWN_TOPIC = new SourcePartition("ticks", null, 4);

    private static SequenceBase base(SourcePartition source) {
        return new SequenceBase(STATE, at(source), 5);
    }

    private static SourcePosition at(SourcePartition source) {
        return new SourcePosition(source, 9);
    }

    static Stream<TrackedSequence> values() {
        return Stream.of(
                TrackedSequence.startingWith(STATE, at(SOURCE)),
                TrackedSequence.startingWith(STATE, at(UNKNOWN_TOPIC)),
                TrackedSequence.startingFrom(null),
                TrackedSequence.startingFrom(new SequenceBase(null, at(SOURCE), 5)),
                TrackedSequence.startingFrom(base(SOURCE)),
                TrackedSequence.startingFrom(base(UNKNOWN_TOPIC)),
                new TrackedSequence(null, base(SOURCE), at(UNKNOWN_TOPIC), 0, 1),
                TrackedSequence.startingWith(STATE, at(SOURCE).at(0)),
                new TrackedSequence(
                        STATE,
                        new SequenceBase(STATE, at(SOURCE).at(3), 5),
                        at(SOURCE).at(7),
                        1,
                        2),
                new TrackedSequence(
                        STATE, base(SOURCE), at(UNKNOWN_TOPIC), Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsWhatItWrote(TrackedSequence value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        TrackedSequenceSerializer.INSTANCE.serialize(value, out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        TrackedSequence read = TrackedSequenceSerializer.INSTANCE.deserialize(in);
        assertThat(read).isEqualTo(value);
        // Positions are equal that differ in how they name the first message of a record.
        assertThat(read).hasToString(value.toString());
        assertThat(in.available()).isZero();
    }

    /** As version 0.1 wrote it, and as long as its records are one message each. */
    @Test
    void aKeyOfOneMessageARecordIsWrittenAsBefore() throws IOException {
        assertThat(hex(TrackedSequence.startingWith(STATE, at(SOURCE))))
                .isEqualTo(
                        "05"
                                + "09"
                                + "0000000000000007ffffffffffffffff00000000000000020000000000000003"
                                + "00057469636b73"
                                + "0008746f7069632d6964"
                                + "00000004"
                                + "0000000000000009"
                                + "0000000000000000");
    }

    @Test
    void theIndexInARecordStandsBehindTheOffset() throws IOException {
        assertThat(hex(TrackedSequence.startingWith(null, at(SOURCE).at(2))))
                .isEqualTo(
                        "05"
                                + "48"
                                + "00057469636b73"
                                + "0008746f7069632d6964"
                                + "00000004"
                                + "0000000000000009"
                                + "00000002"
                                + "0000000000000000");
    }

    private static String hex(TrackedSequence value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        TrackedSequenceSerializer.INSTANCE.serialize(value, out);
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    @Test
    void keysReadOneAfterAnotherShareTheirPartition() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        TrackedSequence value = new TrackedSequence(STATE, base(SOURCE), at(SOURCE), 0, 0);
        TrackedSequenceSerializer.INSTANCE.serialize(value, out);
        TrackedSequenceSerializer.INSTANCE.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        TrackedSequence first = TrackedSequenceSerializer.INSTANCE.deserialize(in);
        TrackedSequence second = TrackedSequenceSerializer.INSTANCE.deserialize(in);

        assertThat(second.newest().source()).isSameAs(first.newest().source());
        assertThat(second.base().position().source()).isSameAs(first.base().position().source());
    }

    @Test
    void readsTheFormsOfBeforeThereWereMoves() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        out.writeByte(1);
        writeState(out);
        out.writeByte(2);
        writeState(out);
        writeState(out);
        out.writeUTF("ticks/4@9");
        out.writeLong(5);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThat(TrackedSequenceSerializer.INSTANCE.deserialize(in))
                .isEqualTo(new TrackedSequence(STATE, null, null, 0, 0));
        assertThat(TrackedSequenceSerializer.INSTANCE.deserialize(in))
                .isEqualTo(new TrackedSequence(STATE, base(UNKNOWN_TOPIC), null, 0, 0));
    }

    @Test
    void readsTheFormsOfBeforeThereWereCommands() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        out.writeByte(3);
        writeState(out);
        writeSource(out);
        out.writeLong(6);
        out.writeByte(4);
        writeState(out);
        writeState(out);
        out.writeUTF("ticks/4@9");
        out.writeLong(5);
        out.writeUTF("topic-id");
        writeSource(out);
        out.writeLong(6);
        out.writeByte(3);
        writeState(out);
        out.writeBoolean(false);
        out.writeLong(0);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        SourcePosition least = new SourcePosition(SOURCE, 0);
        assertThat(TrackedSequenceSerializer.INSTANCE.deserialize(in))
                .isEqualTo(new TrackedSequence(STATE, null, least, 6, 0));
        assertThat(TrackedSequenceSerializer.INSTANCE.deserialize(in))
                .isEqualTo(new TrackedSequence(STATE, base(SOURCE), least, 6, 0));
        assertThat(TrackedSequenceSerializer.INSTANCE.deserialize(in))
                .isEqualTo(new TrackedSequence(STATE, null, null, 0, 0));
        assertThat(in.available()).isZero();
    }

    private static void writeSource(DataOutputSerializer out) throws IOException {
        out.writeBoolean(true);
        out.writeUTF("ticks");
        out.writeUTF("topic-id");
        out.writeInt(4);
    }

    private static void writeState(DataOutputSerializer out) throws IOException {
        out.writeLong(STATE.lastSequence());
        out.writeLong(STATE.lastTimestamp());
        out.writeLong(STATE.gapCount());
        out.writeLong(STATE.resetCount());
    }

    @Test
    void saysThatALaterVersionWroteAFormItDoesNotKnow() {
        DataInputDeserializer in = new DataInputDeserializer(new byte[] {99});

        assertThatThrownBy(() -> TrackedSequenceSerializer.INSTANCE.deserialize(in))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("form 99")
                .hasMessageContaining("later version");
    }

    @Test
    void ignoresNoPartThatItDoesNotKnow() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        TrackedSequenceSerializer.INSTANCE.serialize(
                new TrackedSequence(STATE, base(SOURCE), at(SOURCE), 1, 2), out);
        byte[] bytes = out.getCopyOfBuffer();
        for (int unknown : new int[] {128}) {
            byte[] later = bytes.clone();
            later[1] |= (byte) unknown;

            assertThatThrownBy(
                            () ->
                                    TrackedSequenceSerializer.INSTANCE.deserialize(
                                            new DataInputDeserializer(later)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(
                            "the state of a key has parts " + (31 + unknown),
                            "of which this version of the job knows",
                            "it was written by a later version");
        }
    }
}
