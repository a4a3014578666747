package com.k2.sequence.message;

import java.util.List;

/**
 * What becomes of a record that holds several messages, some of which have numbers or can't be
 * read.
 *
 * @param record the record they came in, never null
 * @param messages those that are tracked, in the order in which they lie in the record
 * @param unreadable the record as a dead letter for those that can't be read; null where all can
 * @param unsequenced how many have no number or are not the feed's
 * @param heartbeats how many of these are signs of life
 */
public record DecodedBatch(
        SourceRecord record,
        List<SequencedMessage> messages,
        DeadLetter unreadable,
        int unsequenced,
        int heartbeats)
        implements Decoded {

    public DecodedBatch {
        messages = List.copyOf(messages);
    }
}
