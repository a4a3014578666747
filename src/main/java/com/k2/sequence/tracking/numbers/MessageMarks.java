package com.k2.sequence.tracking.numbers;

import java.util.Objects;

/**
 * What a message of the larger rule says beside its numbers. Most messages of a feed say the same,
 * so that one object serves many.
 *
 * @param kind never null
 * @param retransmission whether the feed says that it sends the message again
 * @param next the number that follows a {@link MessageKind#RESET_MARK} or {@link
 *     MessageKind#SKIP_MARK}, from 0; {@link SequenceNumbers#NO_NUMBER} where it names none, and on
 *     every other kind
 * @param epoch the session, connection or version within which the numbers count, of at most 256
 *     bytes of UTF-8; null where the message names none: it is of the current one
 */
public record MessageMarks(MessageKind kind, boolean retransmission, long next, String epoch) {

    /** Of a message that says nothing beside its numbers. */
    public static final MessageMarks NONE =
            new MessageMarks(MessageKind.DATA, false, SequenceNumbers.NO_NUMBER, null);

    public MessageMarks {
        Objects.requireNonNull(kind, "kind");
        if (next < SequenceNumbers.NO_NUMBER
                || next >= 0 && kind != MessageKind.RESET_MARK && kind != MessageKind.SKIP_MARK) {
            throw new IllegalArgumentException(
                    "only reset and skip marks name the next number, from 0, not a "
                            + kind
                            + " with "
                            + next);
        }
    }

    /** Whether it names the next number. */
    public boolean hasNext() {
        return next != SequenceNumbers.NO_NUMBER;
    }
}
