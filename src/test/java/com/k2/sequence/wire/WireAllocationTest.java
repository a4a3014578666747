package com.k2.sequence.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.testing.AllocatedBytes;
import com.k2.sequence.tracking.InstrumentKey;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** That a message has not come to allocate more where it is read after the shuffle. */
class WireAllocationTest {

    private static final int MESSAGES = 10_000;
    private static final int SYMBOLS = 100;
    private static final int VALUE_BYTES = 200;

    @Test
    void aMessageThatIsReadAllocatesItsValueAndFewBytesMore() throws Exception {
        TypeSerializer<SequencedMessage> serializer =
                WireTypes.SEQUENCED_MESSAGE.createSerializer(new SerializerConfigImpl());
        byte[] written = written(serializer);
        readAll(written, serializer); // exchange and source are remembered

        long bytes = AllocatedBytes.of(() -> readAll(written, serializer));

        // The value in an array, record, position and message, instrument and symbol.
        assertThat(bytes / MESSAGES).isBetween((long) VALUE_BYTES, VALUE_BYTES + 208L);
    }

    private static void readAll(byte[] written, TypeSerializer<SequencedMessage> serializer)
            throws Exception {
        DataInputDeserializer in = new DataInputDeserializer(written);
        while (in.available() > 0) {
            serializer.deserialize(in);
        }
    }

    private static byte[] written(TypeSerializer<SequencedMessage> serializer) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(1 << 20);
        for (int i = 0; i < MESSAGES; i++) {
            serializer.serialize(
                    new SequencedMessage(
                            new InstrumentKey("asx", "S" + i % SYMBOLS),
                            i,
                            i,
                            new SourceRecord(
                                    new SourcePosition("ticks", 0, i),
                                    0,
                                    null,
                                    new byte[VALUE_BYTES],
                                    new RecordHeaders())),
                    out);
        }
        return out.getCopyOfBuffer();
    }
}
