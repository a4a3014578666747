package com.k2.sequence.message;

import java.util.List;

/**
 * What becomes of a record that holds several messages: each is what it would be alone.
 *
 * @param record the record they came in, never null
 * @param messages in the order in which they lie in the record, at least two; none is a batch
 */
public record DecodedBatch(SourceRecord record, List<Decoded> messages) implements Decoded {

    public DecodedBatch {
        messages = List.copyOf(messages);
    }
}
