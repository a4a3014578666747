package com.k2.sequence.wire;

import com.k2.sequence.source.SourcePartition;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads the partition a record came from: topic, its id, number, and what was lost of it
 * where something was. That last part is absent otherwise, as it always was in version 0.1. Not
 * thread-safe.
 */
final class SourcePartitionCodec {

    private static final int SLOT_BITS = 10;

    /** Written where a topic's id is not known. */
    private static final String UNKNOWN = "";

    private final EncodingCache<SourcePartition> encodings =
            new EncodingCache<>(SLOT_BITS, SourcePartitionCodec::encode);
    private final ByteCache<SourcePartition> sources =
            new ByteCache<>(SLOT_BITS, SourcePartitionCodec::decode);

    void write(SourcePartition source, DataOutputView target) throws IOException {
        encodings.write(source, target);
    }

    SourcePartition read(DataInputView source) throws IOException {
        return sources.read((int) Wire.readUnsigned(source), source);
    }

    private static void encode(SourcePartition source, DataOutputView target) throws IOException {
        Wire.writeString(source.topic(), target);
        Wire.writeString(source.topicId() == null ? UNKNOWN : source.topicId(), target);
        Wire.writeUnsigned(source.partition(), target);
        if (source.lostBefore() > 0) {
            Wire.writeUnsigned(source.lostBefore(), target);
        }
    }

    private static SourcePartition decode(byte[] encoding) throws IOException {
        DataInputDeserializer source = new DataInputDeserializer(encoding);
        String topic = Wire.readString(source);
        String topicId = Wire.readString(source);
        int partition = (int) Wire.readUnsigned(source);
        long lostBefore = source.available() > 0 ? Wire.readUnsigned(source) : 0;
        return new SourcePartition(
                topic, topicId.equals(UNKNOWN) ? null : topicId, partition, lostBefore);
    }
}
