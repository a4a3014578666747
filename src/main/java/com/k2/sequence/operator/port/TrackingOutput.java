package com.k2.sequence.operator.port;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.source.SourcePosition;

/** Where judged messages and their events go. Used by the task's thread. */
public interface TrackingOutput {

    /** In place of the time of a message that has none. */
    long NO_TIME = Long.MIN_VALUE;

    /**
     * @param time of the message, by the clock of the stream, or {@link #NO_TIME}
     */
    void checked(CheckedRecord message, long time);

    /**
     * @param time of the message that it follows from, or {@link #NO_TIME}
     */
    void event(SequenceEvent event, long time);

    /** A message could not be judged, and the task fails. */
    void failed(SourcePosition position, Throwable failure);
}
