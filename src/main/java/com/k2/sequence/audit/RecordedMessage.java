package com.k2.sequence.audit;

import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.TrackedMessage;

/**
 * A message of a recording: its own time is its log's time too, and its place is a line. Reused
 * from message to message.
 */
final class RecordedMessage implements TrackedMessage {

    private SequencedMessage message;

    RecordedMessage of(SequencedMessage decoded) {
        message = decoded;
        return this;
    }

    @Override
    public long first() {
        return message.first();
    }

    @Override
    public long last() {
        return message.last();
    }

    @Override
    public long previous() {
        return message.previous();
    }

    @Override
    public MessageMarks marks() {
        return message.marks();
    }

    @Override
    public long timestamp() {
        return message.timestamp();
    }

    @Override
    public long logTime() {
        return message.timestamp();
    }

    @Override
    public String place() {
        return place(message);
    }

    /** {@code FILE@line}, from 0, with {@code #index} where the line holds several messages. */
    static String place(SequencedMessage message) {
        String line =
                message.record().position().topic() + '@' + message.record().position().offset();
        return message.index() == MessageExtras.ALONE ? line : line + '#' + message.index();
    }
}
