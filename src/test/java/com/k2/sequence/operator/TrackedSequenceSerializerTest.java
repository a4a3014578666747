package com.k2.sequence.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SourcePartition;
import com.k2.sequence.tracking.SourcePosition;
import java.io.IOException;
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
        return new SequenceBase(STATE, new SourcePosition(source, 9), 5);
    }

    static Stream<TrackedSequence> values() {
        return Stream.of(
                TrackedSequence.startingWith(STATE, SOURCE),
                TrackedSequence.startingWith(STATE, UNKNOWN_TOPIC),
                TrackedSequence.startingFrom(base(SOURCE)),
                TrackedSequence.startingFrom(base(UNKNOWN_TOPIC)),
                new TrackedSequence(STATE, base(SOURCE), UNKNOWN_TOPIC, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsWhatItWrote(TrackedSequence value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1);
        TrackedSequenceSerializer.INSTANCE.serialize(value, out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(TrackedSequenceSerializer.INSTANCE.deserialize(in)).isEqualTo(value);
        assertThat(in.available()).isZero();
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
                .isEqualTo(new TrackedSequence(STATE, null, null, 0));
        assertThat(TrackedSequenceSerializer.INSTANCE.deserialize(in))
                .isEqualTo(new TrackedSequence(STATE, base(UNKNOWN_TOPIC), null, 0));
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
}
