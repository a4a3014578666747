package com.k2.sequence.wire;

import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Position, timestamp, key, value, headers. */
final class SourceRecordTypeSerializer extends ImmutableTypeSerializer<SourceRecord> {

    /** Most records have no headers; they share these, which nobody can add to. */
    private static final Headers NO_HEADERS = readOnly(new RecordHeaders());

    /** Made when first needed: there are many serialisers, and few do the work. */
    private transient SourcePartitionCodec sources;

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

    void writePosition(SourcePosition position, DataOutputView target) throws IOException {
        sources().write(position.source(), target);
        Wire.writeUnsigned(position.offset(), target);
    }

    SourcePosition readPosition(DataInputView source) throws IOException {
        return new SourcePosition(sources().read(source), Wire.readUnsigned(source));
    }

    private SourcePartitionCodec sources() {
        if (sources == null) {
            sources = new SourcePartitionCodec();
        }
        return sources;
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
    public static final class Snapshot extends FormSnapshot<SourceRecord> {
        public Snapshot() {
            super("records", SourceRecordTypeSerializer::new);
        }
    }
}
