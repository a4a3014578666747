package com.k2.sequence.decode;

import com.k2.sequence.decode.field.FeedFields;
import java.io.Serializable;

/** Creates the decoder of a feed on the task that uses it; serialised with the job. */
@FunctionalInterface
public interface MessageDecoderFactory extends Serializable {

    /**
     * Creates a decoder.
     *
     * @param maxRecordBytes most bytes of a record's key, value and headers together; a larger
     *     record is not read
     */
    MessageDecoder open(FeedFields fields, int maxRecordBytes);
}
