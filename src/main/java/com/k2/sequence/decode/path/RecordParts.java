package com.k2.sequence.decode.path;

import com.k2.sequence.decode.field.FieldValue.Kind;
import com.k2.sequence.decode.field.Utf8Decoder;
import com.k2.sequence.message.SourceRecord;
import java.nio.CharBuffer;
import org.apache.kafka.common.header.Header;

/** Reads the parts of the Kafka record itself that a plan asks for. Not thread-safe. */
public final class RecordParts {

    private final RecordPlan plan;
    private final Utf8Decoder decoder = new Utf8Decoder();

    public RecordParts(RecordPlan plan) {
        this.plan = plan;
    }

    /** Reads those of one record, whose document has been read before. */
    public void read(SourceRecord record, RecordValues into) {
        for (RecordPlan.Part part : plan.parts()) {
            switch (part.part().kind()) {
                case KEY -> readBytes(record.key(), part, into);
                case TOPIC -> readText(record.position().topic(), Kind.TEXT, part, into);
                case PARTITION ->
                        readText(
                                Integer.toString(record.position().partition()),
                                Kind.INTEGER,
                                part,
                                into);
                case HEADER -> {
                    Header header = record.headers().lastHeader(part.part().header());
                    readBytes(header == null ? null : header.value(), part, into);
                }
            }
        }
    }

    private static void readText(String text, Kind kind, RecordPlan.Part part, RecordValues into) {
        into.setPart(part, kind, text.toCharArray(), text.length());
    }

    private void readBytes(byte[] bytes, RecordPlan.Part part, RecordValues into) {
        if (bytes == null) {
            return;
        }
        CharBuffer text = decoder.decode(bytes);
        if (text == null) {
            into.setPartProblem(part, part.part() + " is not valid UTF-8");
        } else {
            into.setPart(part, Kind.TEXT, text.array(), text.length());
        }
    }
}
