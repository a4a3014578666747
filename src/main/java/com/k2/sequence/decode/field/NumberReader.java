package com.k2.sequence.decode.field;

import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.tracking.numbers.MessageKind;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.NumberCycle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one message of a feed with {@link NumberFields} says of its numbers. Reused from message to
 * message; not thread-safe.
 */
final class NumberReader {

    private final NumberFields fields;

    /** Null where the feed has no numbers. */
    private final SequenceField sequence;

    private final SequenceField first;
    private final SequenceField count;
    private final SequenceField next;
    private final SignedField previous;
    private final EpochField[] epochs;
    private final long[] noValues;
    private final long[] previousNone;

    private MessageKind kind;
    private long firstNumber;
    private long lastNumber;
    private long nextNumber;
    private MessageMarks marks = MessageMarks.NONE;
    private Reason reason;
    private String problem;

    NumberReader(NumberFields fields, SequenceField sequence) {
        this.fields = fields;
        this.sequence = sequence;
        this.first = field("first-field", fields.range().first());
        this.count = field("count-field", fields.range().count());
        this.next = field("next-field", fields.links().next());
        this.previous =
                fields.links().previous() == null
                        ? null
                        : new SignedField("previous-field", fields.links().previous());
        this.epochs = fields.epochFields().stream().map(EpochField::new).toArray(EpochField[]::new);
        this.noValues = fields.noValues().stream().mapToLong(Long::longValue).toArray();
        this.previousNone =
                fields.links().previousNone().stream().mapToLong(Long::longValue).toArray();
    }

    private static SequenceField field(String option, RecordPointer pointer) {
        return pointer == null ? null : new SequenceField(option, pointer);
    }

    /** The fields beside that of the sequence number. */
    List<MessageField> all() {
        List<MessageField> all = new ArrayList<>(List.of(epochs));
        for (MessageField field : new MessageField[] {first, count, next, previous}) {
            if (field != null) {
                all.add(field);
            }
        }
        return all;
    }

    /**
     * Takes in what the fields have, once they are read.
     *
     * @param declared what the conditions say the message is
     * @return whether there is anything to track; false also where there is a {@link #problem}
     */
    boolean read(MessageKind declared, boolean retransmission) {
        reason = null;
        problem = null;
        kind = declared;
        boolean any = readNumbers() && (hasNumber() || hasNext() || isKeptWithoutNumber());
        if (any) {
            readMarks(retransmission);
        }
        return any && problem == null;
    }

    private boolean isKeptWithoutNumber() {
        return fields.unnumbered() || kind == MessageKind.HEARTBEAT;
    }

    /** Whether a message of which nothing is tracked is a heartbeat. */
    boolean isHeartbeat() {
        return kind == MessageKind.HEARTBEAT;
    }

    private boolean hasNumber() {
        return firstNumber != SequenceNumbers.NO_NUMBER;
    }

    private boolean hasNext() {
        return nextNumber != SequenceNumbers.NO_NUMBER;
    }

    /** Why the message is a dead letter; null where it is not. */
    String problem() {
        return problem;
    }

    Reason reason() {
        return reason;
    }

    long first() {
        return firstNumber;
    }

    long last() {
        return lastNumber;
    }

    /**
     * What the message says beyond its numbers; null where it says nothing.
     *
     * @param index its place among the messages of its record, or {@link MessageExtras#ALONE}
     */
    MessageExtras extras(int index) {
        long before =
                previous == null || !previous.isPresent() || isOneOf(previous.value(), previousNone)
                        ? SequenceNumbers.NO_PREVIOUS
                        : previous.value();
        boolean plain =
                before == SequenceNumbers.NO_PREVIOUS
                        && marks == MessageMarks.NONE
                        && index == MessageExtras.ALONE
                        && hasNumber()
                        && lastNumber >= firstNumber;
        return plain ? null : new MessageExtras(before, marks, index);
    }

    // Numbers

    /** Whether they can be read. */
    private boolean readNumbers() {
        firstNumber = SequenceNumbers.NO_NUMBER;
        lastNumber = SequenceNumbers.NO_NUMBER;
        nextNumber = SequenceNumbers.NO_NUMBER;
        if (!isValidOrAbsent(sequence) || !isValidOrAbsent(previous)) {
            return false;
        }
        long number = number(sequence);
        if (isMark() && next != null) {
            if (!isValidOrAbsent(next)) {
                return false;
            }
            nextNumber = number(next);
            if (nextNumber != SequenceNumbers.NO_NUMBER && !isOfCycle(nextNumber, next)) {
                return false;
            }
        }
        if (number != SequenceNumbers.NO_NUMBER && !isOfCycle(number, sequence)) {
            return false;
        }
        if (kind == MessageKind.HEARTBEAT) {
            return takeOne(number);
        }
        if (first != null) {
            return readRange(number);
        }
        return count == null ? takeOne(number) : readCount(number);
    }

    private boolean isMark() {
        return kind == MessageKind.RESET_MARK || kind == MessageKind.SKIP_MARK;
    }

    private boolean takeOne(long number) {
        firstNumber = number;
        lastNumber = number;
        return true;
    }

    private boolean readRange(long number) {
        if (!isValidOrAbsent(first)) {
            return false;
        }
        long lowest = number(first);
        if (number == SequenceNumbers.NO_NUMBER || lowest == SequenceNumbers.NO_NUMBER) {
            return true;
        }
        NumberCycle cycle = fields.cycle();
        if (!isOfCycle(lowest, first)) {
            return false;
        }
        boolean rises =
                cycle == null
                        ? lowest <= number
                        : Math.floorMod(number - lowest, cycle.length()) <= cycle.length() / 2;
        if (!rises) {
            return invalid(
                    first.pointer()
                            + " (first-field) is "
                            + lowest
                            + ", which is above the last number, "
                            + number);
        }
        firstNumber = lowest;
        lastNumber = number;
        return true;
    }

    private boolean readCount(long number) {
        if (!isValidOrAbsent(count)) {
            return false;
        }
        if (!count.isPresent()) {
            return true;
        }
        long numbers = count.value();
        if (number == SequenceNumbers.NO_NUMBER) {
            if (numbers == 0 && kind == MessageKind.DATA) {
                kind = MessageKind.HEARTBEAT;
            }
            return true;
        }
        if (numbers == 0) {
            return readEmpty(number);
        }
        NumberCycle cycle = fields.cycle();
        boolean fits =
                cycle == null
                        ? numbers - 1 <= Long.MAX_VALUE - number
                        : numbers - 1 <= cycle.length() / 2;
        if (!fits) {
            return invalid(
                    count.pointer()
                            + " (count-field) is "
                            + numbers
                            + ", which leads from "
                            + number
                            + " past the largest number");
        }
        firstNumber = number;
        lastNumber = number + (numbers - 1);
        if (cycle != null && lastNumber >= cycle.modulus()) {
            lastNumber -= cycle.length();
        }
        return true;
    }

    /** A message that covers no number: it says which one comes next. */
    private boolean readEmpty(long number) {
        switch (kind) {
            case RESET_MARK, SKIP_MARK -> {
                if (!hasNext()) {
                    nextNumber = number;
                }
                return true;
            }
            case SNAPSHOT -> {
                if (number > 0) {
                    return takeOne(number - 1);
                }
            }
            default -> {}
        }
        kind = MessageKind.HEARTBEAT;
        return takeOne(number);
    }

    private long number(SequenceField field) {
        return field == null || !field.isPresent() || isOneOf(field.value(), noValues)
                ? SequenceNumbers.NO_NUMBER
                : field.value();
    }

    private static boolean isOneOf(long number, long[] numbers) {
        for (long other : numbers) {
            if (number == other) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfCycle(long number, SequenceField field) {
        NumberCycle cycle = fields.cycle();
        if (cycle == null || cycle.contains(number)) {
            return true;
        }
        return invalid(
                field.pointer()
                        + " is "
                        + number
                        + ", not from "
                        + cycle.wrapsTo()
                        + " to "
                        + (cycle.modulus() - 1)
                        + ", as modulus and wraps-to say");
    }

    private boolean isValidOrAbsent(MessageField field) {
        if (field == null || !field.isPresent() || field.isValid()) {
            return true;
        }
        reason = field.reason();
        problem = field.problem();
        return false;
    }

    private boolean invalid(String why) {
        reason = Reason.INVALID_SEQUENCE;
        problem = why;
        return false;
    }

    // Marks

    private void readMarks(boolean retransmission) {
        String epoch = epoch();
        if (problem != null) {
            return;
        }
        if (marks.kind() != kind
                || marks.retransmission() != retransmission
                || marks.next() != nextNumber
                || !Objects.equals(marks.epoch(), epoch)) {
            marks =
                    kind == MessageKind.DATA && !retransmission && epoch == null
                            ? MessageMarks.NONE
                            : new MessageMarks(kind, retransmission, nextNumber, epoch);
        }
    }

    /** Null where a part of it is absent. */
    private String epoch() {
        if (epochs.length == 0) {
            return null;
        }
        for (EpochField part : epochs) {
            if (!isValidOrAbsent(part)) {
                return null;
            }
        }
        for (EpochField part : epochs) {
            if (!part.isPresent()) {
                return null;
            }
        }
        String epoch = epochs.length == 1 ? epochs[0].value() : joined();
        if (epoch.length() > EpochField.MAX_BYTES / 3
                && epoch.getBytes(StandardCharsets.UTF_8).length > EpochField.MAX_BYTES) {
            reason = Reason.TOO_LARGE;
            problem =
                    "the epoch-field values joined have "
                            + epoch.length()
                            + " characters, more than "
                            + EpochField.MAX_BYTES
                            + " bytes of UTF-8";
            return null;
        }
        return epoch;
    }

    private String joined() {
        StringBuilder joined = new StringBuilder(epochs[0].value());
        for (int i = 1; i < epochs.length; i++) {
            joined.append('.').append(epochs[i].value());
        }
        String name = joined.toString();
        return name.equals(marks.epoch()) ? marks.epoch() : name;
    }
}
