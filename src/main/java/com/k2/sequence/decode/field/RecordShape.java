package com.k2.sequence.decode.field;

import com.k2.sequence.decode.compression.Compression;
import com.k2.sequence.decode.path.Condition;
import java.io.Serializable;

/**
 * How the messages of a feed lie in their records.
 *
 * @param where which messages are the feed's; null for all
 * @param compression of the records' values, never null
 * @param maxMessages most messages of a record
 */
public record RecordShape(Condition where, Compression compression, int maxMessages)
        implements Serializable {

    public static final int DEFAULT_MAX_MESSAGES = 1_000;

    /** Each record is a message, and each message the feed's. */
    public static final RecordShape PLAIN =
            new RecordShape(null, Compression.NONE, DEFAULT_MAX_MESSAGES);
}
