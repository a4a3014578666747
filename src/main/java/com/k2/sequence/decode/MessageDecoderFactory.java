package com.k2.sequence.decode;

import com.k2.sequence.decode.field.FeedFields;
import java.io.Serializable;

/** Makes the decoder of a feed where it is needed; travels there. */
@FunctionalInterface
public interface MessageDecoderFactory extends Serializable {

    /**
     * Makes one.
     *
     * @param maxRecordBytes most bytes of a record's key, value and headers together; a larger
     *     record is not read
     */
    MessageDecoder open(FeedFields fields, int maxRecordBytes);
}
