package com.k2.sequence.io.wire;

import com.k2.sequence.io.SourceRecord;
import com.k2.sequence.tracking.SourcePartition;
import com.k2.sequence.tracking.SourcePosition;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Position, timestamp, key, value, headers. */
final class SourceRecordTypeSerializer extends ImmutableTypeSerializer<SourceRecord> {

    private static final int SOURCE_SLOT_BITS = 10;

    /** Written where a topic's id is not known. */
    private static final String UNKNOWN = "";

    /** Most records have no headers; they share these, which nobody can add to. */
    private static final Headers NO_HEADERS = readOnly(new RecordHeaders());

    /** Made when first needed: most serialisers only ever write. */
    private transient ByteCache<SourcePartition> sources;

    @Override
    public TypeSerializer<SourceRecord> duplicate() {
        return new SourceRecordTypeSerializer();
    }

    @Override
    public SourceRecord createInstance() {
        return new SourceRecord(new SourcePosition("", 0, 0), -1, null, null, NO_HEADERS);
    }

    @Override
    public void serialize(SourceRecord record, DataOutputView target) throws IOException {
        writePosition(record.position(), target);
        target.writeLong(record.timestamp());
        Wire.writeBytes(record.key(), target);
        Wire.writeBytes(record.value(), target);
        writeHeaders(record.headers(), target);
    }

    @Override
    public SourceRecord deserialize(DataInputView source) throws IOException {
        return new SourceRecord(
                readPosition(source),
                source.readLong(),
                Wire.readBytes(source),
                Wire.readBytes(source),
                readHeaders(source));
    }

    /** The source after the number of its bytes, by which it is found without being decoded. */
    static void writePosition(SourcePosition position, DataOutputView target) throws IOException {
        SourcePartition source = position.source();
        String topicId = source.topicId() == null ? UNKNOWN : source.topicId();
        int length =
                Wire.stringLength(source.topic())
                        + Wire.stringLength(topicId)
                        + Wire.unsignedLength(source.partition());
        Wire.writeUnsigned(length, target);
        Wire.writeString(source.topic(), target);
        Wire.writeString(topicId, target);
        Wire.writeUnsigned(source.partition(), target);
        Wire.writeUnsigned(position.offset(), target);
    }

    SourcePosition readPosition(DataInputView source) throws IOException {
        if (sources == null) {
            sources = new ByteCache<>(SOURCE_SLOT_BITS, SourceRecordTypeSerializer::decodeSource);
        }
        return new SourcePosition(
                sources.read((int) Wire.readUnsigned(source), source), Wire.readUnsigned(source));
    }

    private static SourcePartition decodeSource(byte[] encoding) throws IOException {
        DataInputDeserializer source = new DataInputDeserializer(encoding);
        String topic = Wire.readString(source);
        String topicId = Wire.readString(source);
        return new SourcePartition(
                topic, topicId.equals(UNKNOWN) ? null : topicId, (int) Wire.readUnsigned(source));
    }

    private static void writeHeaders(Headers headers, DataOutputView target) throws IOException {
        Header[] array = headers.toArray();
        Wire.writeUnsigned(array.length, target);
        for (Header header : array) {
            Wire.writeString(header.key(), target);
            Wire.writeBytes(header.value(), target);
        }
    }

    private static Headers readHeaders(DataInputView source) throws IOException {
        int count = (int) Wire.readUnsigned(source);
        if (count == 0) {
            return NO_HEADERS;
        }
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < count; i++) {
            headers.add(Wire.readString(source), Wire.readBytes(source));
        }
        return readOnly(headers);
    }

    private static Headers readOnly(RecordHeaders headers) {
        headers.setReadOnly();
        return headers;
    }

    @Override
    public TypeSerializerSnapshot<SourceRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceRecord> {
        public Snapshot() {
            super(SourceRecordTypeSerializer::new);
        }
    }
}
