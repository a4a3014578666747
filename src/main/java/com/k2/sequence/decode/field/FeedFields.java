package com.k2.sequence.decode.field;

import com.fasterxml.jackson.core.JsonPointer;
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
 * @param sequenceField where a message has its sequence number, never null
 * @param timestampField where a message has its time; null to take the Kafka record's
 * @param timestampFormat how that is written, never null
 * @param invalidTimestamp what happens to a message whose time can't be read, never null
 * @param source which of the job's sources the feed is, by their order, from 0
 */
public record FeedFields(
        String exchange,
        JsonPointer exchangeField,
        List<JsonPointer> symbolFields,
        String symbol,
        JsonPointer sequenceField,
        JsonPointer timestampField,
        TimestampFormat timestampFormat,
        InvalidTimestamp invalidTimestamp,
        int source)
        implements Serializable {

    /**
     * @throws IllegalArgumentException if a field is given twice or not at all, or a pointer is the
     *     whole document or leads into another
     */
    public FeedFields {
        symbolFields = List.copyOf(symbolFields);
        Objects.requireNonNull(sequenceField, "sequenceField");
        Objects.requireNonNull(timestampFormat, "timestampFormat");
        Objects.requireNonNull(invalidTimestamp, "invalidTimestamp");
        requireOne("exchange", exchange, "exchange-field", exchangeField == null);
        requireOne("symbol", symbol, "symbol-field", symbolFields.isEmpty());
        requireSeparate(pointers(exchangeField, symbolFields, sequenceField, timestampField));
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
    public List<JsonPointer> pointers() {
        return pointers(exchangeField, symbolFields, sequenceField, timestampField);
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

    private static List<JsonPointer> pointers(
            JsonPointer exchange,
            List<JsonPointer> symbols,
            JsonPointer sequence,
            JsonPointer timestamp) {
        List<JsonPointer> pointers = new ArrayList<>(symbols);
        pointers.add(sequence);
        if (exchange != null) {
            pointers.add(exchange);
        }
        if (timestamp != null) {
            pointers.add(timestamp);
        }
        return pointers;
    }

    private static void requireSeparate(List<JsonPointer> pointers) {
        for (JsonPointer pointer : pointers) {
            if (pointer.matches()) {
                throw new IllegalArgumentException(
                        "an empty JSON Pointer is the whole message; a field is needed, such as"
                                + " /data/sequence");
            }
            for (JsonPointer other : pointers) {
                if (leadsInto(pointer, other)) {
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

    private static boolean leadsInto(JsonPointer outer, JsonPointer inner) {
        return inner.toString().startsWith(outer + "/");
    }
}
