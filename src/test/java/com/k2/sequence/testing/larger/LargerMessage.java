package com.k2.sequence.testing.larger;

import com.k2.sequence.tracking.numbers.MessageKind;

/**
 * One message of a series, as plain values.
 *
 * @param first null where it has no number
 * @param last null where it has no number
 * @param previous null where it names none
 * @param next null where it names none
 * @param epoch null where it names none
 * @param timestamp its own time, in nanoseconds
 * @param logTime when its log took it in, in nanoseconds
 * @param place where it stands in its log
 */
public record LargerMessage(
        Long first,
        Long last,
        Long previous,
        MessageKind kind,
        boolean retransmission,
        Long next,
        String epoch,
        long timestamp,
        long logTime,
        String place) {

    /** A message of one number. */
    public static LargerMessage of(long number) {
        return of(number, number);
    }

    /** A message of all numbers from the first to the last. */
    public static LargerMessage of(long first, long last) {
        return new LargerMessage(
                first, last, null, MessageKind.DATA, false, null, null, 0, 0, "t/0@0");
    }

    /** A message of a chain. */
    public static LargerMessage chained(long previous, long number) {
        return of(number).after(previous);
    }

    /** A message without a number. */
    public static LargerMessage unnumbered(MessageKind kind) {
        return new LargerMessage(null, null, null, kind, false, null, null, 0, 0, "t/0@0");
    }

    /** A mark without a number of its own. */
    public static LargerMessage mark(MessageKind kind, long next) {
        return unnumbered(kind).next(next);
    }

    public boolean hasNumber() {
        return first != null;
    }

    public LargerMessage after(long previous) {
        return new LargerMessage(
                first,
                last,
                previous,
                kind,
                retransmission,
                next,
                epoch,
                timestamp,
                logTime,
                place);
    }

    public LargerMessage as(MessageKind kind) {
        return new LargerMessage(
                first,
                last,
                previous,
                kind,
                retransmission,
                next,
                epoch,
                timestamp,
                logTime,
                place);
    }

    public LargerMessage sentAgain() {
        return new LargerMessage(
                first, last, previous, kind, true, next, epoch, timestamp, logTime, place);
    }

    public LargerMessage next(long next) {
        return new LargerMessage(
                first,
                last,
                previous,
                kind,
                retransmission,
                next,
                epoch,
                timestamp,
                logTime,
                place);
    }

    public LargerMessage in(String epoch) {
        return new LargerMessage(
                first,
                last,
                previous,
                kind,
                retransmission,
                next,
                epoch,
                timestamp,
                logTime,
                place);
    }

    public LargerMessage at(long timestamp, long logTime, String place) {
        return new LargerMessage(
                first,
                last,
                previous,
                kind,
                retransmission,
                next,
                epoch,
                timestamp,
                logTime,
                place);
    }
}
