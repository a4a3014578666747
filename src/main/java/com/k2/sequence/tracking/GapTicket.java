package com.k2.sequence.tracking;

import com.k2.sequence.tracking.numbers.TrackedMessage;
import java.io.Serializable;
import java.util.Objects;

/**
 * What is remembered of a gap beside its numbers. Immutable; the intervals of one gap share it.
 *
 * @param place of the message that revealed it, as {@link TrackedMessage#place} says it
 * @param openedAt the log time of that message, in nanoseconds since 1970-01-01T00:00:00Z
 */
record GapTicket(String place, long openedAt) implements Serializable {

    GapTicket {
        Objects.requireNonNull(place, "place");
    }
}
