package com.k2.sequence.decode.field;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.decode.path.RecordPointer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where the messages of one feed hold what the job needs. Two fields may be read from one pointer,
 * but not one from inside another.
 *
 * @param exchange the venue of every message, not empty; null where {@code exchangeField} is given
 * @param exchangeField where a message names its venue; null where {@code exchange} is given
 * @param symbolFields where a message names its instrument; several are joined with a dot; empty
 *     where {@code symbol} is given
 * @param symbol the instrument of every message, not empty, for a feed with one number series; null
 *     where {@code symbolFields} are given
 * @param sequenceField where a message has its sequence number; null where {@code numbers} say that
 *     it may have none
 * @param timestampField where a message has its time; null to take the Kafka record's
 * @param timestampFormat how that is written, never null
 * @param invalidTimestamp what happens to a message whose time can't be read, never null
 * @param source which of the job's sources the feed is, by their order, from 0
 * @param shape how the messages lie in their records, never null
 * @param numbers what they say of their numbers beyond one number each, never null
 */
public record FeedFields(
        String exchange,
        RecordPointer exchangeField,
        List<RecordPointer> symbolFields,
        String symbol,
        RecordPointer sequenceField,
        RecordPointer timestampField,
        TimestampFormat timestampFormat,
        InvalidTimestamp invalidTimestamp,
        int source,
        RecordShape shape,
        NumberFields numbers)
        implements Serializable {

    /**
     * @throws IllegalArgumentException if a field is given twice or not at all, or a pointer is the
     *     whole document or leads into another
     */
    public FeedFields {
        symbolFields = List.copyOf(symbolFields);
        Objects.requireNonNull(numbers, "numbers");
        if (!numbers.unnumbered()) {
            Objects.requireNonNull(sequenceField, "sequenceField");
        }
        Objects.requireNonNull(timestampFormat, "timestampFormat");
        Objects.requireNonNull(invalidTimestamp, "invalidTimestamp");
        Objects.requireNonNull(shape, "shape");
        requireOne("exchange", exchange, "exchange-field", exchangeField == null);
        requireOne("symbol", symbol, "symbol-field", symbolFields.isEmpty());
        requireSeparate(
                pointers(exchangeField, symbolFields, sequenceField, timestampField, numbers));
    }

    /** Of messages as they come: plain pointers, and each record one message. */
    public FeedFields(
            String exchange,
            JsonPointer exchangeField,
            List<JsonPointer> symbolFields,
            String symbol,
            JsonPointer sequenceField,
            JsonPointer timestampField,
            TimestampFormat timestampFormat,
            InvalidTimestamp invalidTimestamp,
            int source) {
        this(
                exchange,
                pointer(exchangeField),
                symbolFields.stream().map(RecordPointer::of).toList(),
                symbol,
                pointer(sequenceField),
                pointer(timestampField),
                timestampFormat,
                invalidTimestamp,
                source,
                RecordShape.PLAIN,
                NumberFields.PLAIN);
    }

    private static RecordPointer pointer(JsonPointer pointer) {
        return pointer == null ? null : RecordPointer.of(pointer);
    }

    /** Of the first source. */
    public FeedFields(
            String exchange,
            JsonPointer exchangeField,
            List<JsonPointer> symbolFields,
            String symbol,
            JsonPointer sequenceField,
            JsonPointer timestampField,
            TimestampFormat timestampFormat,
            InvalidTimestamp invalidTimestamp) {
        this(
                exchange,
                exchangeField,
                symbolFields,
                symbol,
                sequenceField,
                timestampField,
                timestampFormat,
                invalidTimestamp,
                0);
    }

    /** Of the first source, with times as most feeds write them. */
    public FeedFields(
            String exchange,
            JsonPointer exchangeField,
            List<JsonPointer> symbolFields,
            String symbol,
            JsonPointer sequenceField,
            JsonPointer timestampField) {
        this(
                exchange,
                exchangeField,
                symbolFields,
                symbol,
                sequenceField,
                timestampField,
                TimestampFormat.AUTO,
                InvalidTimestamp.DEAD_LETTER);
    }

    /** All that are given. */
    public List<RecordPointer> pointers() {
        return pointers(exchangeField, symbolFields, sequenceField, timestampField, numbers);
    }

    /** Whether each record is one message that plain pointers read. */
    public boolean arePlain() {
        return shape.equals(RecordShape.PLAIN)
                && numbers.arePlain()
                && pointers().stream().allMatch(p -> p.isPlain() && !p.mayStartInArray());
    }

    private static void requireOne(
            String constantOption, String constant, String fieldOption, boolean noField) {
        if ((constant == null) == noField) {
            throw new IllegalArgumentException(
                    (noField ? "neither " : "both ")
                            + constantOption
                            + (noField ? " nor " : " and ")
                            + fieldOption
                            + " are given: give one of them");
        }
        if (constant != null && (constant.isEmpty() || NameSize.isTooLarge(constant))) {
            throw new IllegalArgumentException(
                    constantOption
                            + " must be "
                            + NameSize.EXPECTED
                            + ", not "
                            + constant.length()
                            + " characters");
        }
    }

    private static List<RecordPointer> pointers(
            RecordPointer exchange,
            List<RecordPointer> symbols,
            RecordPointer sequence,
            RecordPointer timestamp,
            NumberFields numbers) {
        List<RecordPointer> pointers = new ArrayList<>(symbols);
        pointers.addAll(numbers.pointers());
        if (sequence != null) {
            pointers.add(sequence);
        }
        if (exchange != null) {
            pointers.add(exchange);
        }
        if (timestamp != null) {
            pointers.add(timestamp);
        }
        return pointers;
    }

    private static void requireSeparate(List<RecordPointer> pointers) {
        for (RecordPointer pointer : pointers) {
            if (pointer.isEmpty()) {
                throw new IllegalArgumentException(
                        "an empty JSON Pointer is the whole message; a field is needed, such as"
                                + " /data/sequence");
            }
            for (RecordPointer other : pointers) {
                if (other.leadsInto(pointer)) {
                    throw new IllegalArgumentException(
                            "the JSON Pointer "
                                    + other
                                    + " leads into the value at "
                                    + pointer
                                    + ", which must be a string or a number");
                }
            }
        }
    }
}
