package com.k2.sequence.message;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import java.util.Objects;

/**
 * What only messages of the larger rule have, so that the others carry no more than they need.
 *
 * @param previous the number that the message says it follows; {@link SequenceNumbers#NO_PREVIOUS}
 *     where it names none
 * @param marks what it says beside its numbers, never null; shared between messages
 * @param index its place among the messages of its record, from 0; {@link #ALONE} where the record
 *     is one message
 */
public record MessageExtras(long previous, MessageMarks marks, int index) {

    /** In place of an index where the record is one message. */
    public static final int ALONE = SourcePosition.NO_INDEX;

    /** Of a message that has none of it. */
    public static final MessageExtras NONE =
            new MessageExtras(SequenceNumbers.NO_PREVIOUS, MessageMarks.NONE, ALONE);

    public MessageExtras {
        Objects.requireNonNull(marks, "marks");
        if (index < ALONE) {
            throw new IllegalArgumentException("a place in a record is from 0, not " + index);
        }
    }
}
