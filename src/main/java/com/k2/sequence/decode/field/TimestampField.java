package com.k2.sequence.decode.field;

import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.message.DeadLetter;
import java.io.IOException;

/**
 * The field of the message's time. A value whose schema declares it as a time is read as that;
 * every other one as the feed's timestamp format says.
 */
final class TimestampField extends MessageField {

    private final TimeReader reader;
    private long nanos;

    TimestampField(RecordPointer pointer, TimestampFormat format) {
        super("timestamp-field", pointer, format.expected(), DeadLetter.Reason.INVALID_TIMESTAMP);
        this.reader = format.reader();
    }

    /** The time in nanoseconds since 1970-01-01T00:00:00Z, of a valid field. */
    long nanos() {
        return nanos;
    }

    @Override
    String accept(FieldValue found) throws IOException {
        FieldValue.Kind kind = found.kind();
        if (!kind.hasText()) {
            return kind.description();
        }
        nanos =
                found.isTime()
                        ? found.nanos()
                        : reader.read(found.chars(), found.offset(), found.length());
        return nanos != MessageTimes.NONE
                ? null
                : kind.description()
                        + ", "
                        + Abbreviation.of(found.chars(), found.offset(), found.length());
    }
}
