package com.k2.sequence.decode.field;

import com.k2.sequence.decode.path.Condition;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.tracking.rule.NumberCycle;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the messages of a feed say of their numbers beyond one number each.
 *
 * @param unnumbered whether a message without a number is one all the same
 * @param range where they say how many numbers they cover, never null
 * @param links where they name other numbers, never null
 * @param epochFields where they name what their numbers count within; several are joined with a dot
 * @param kinds which messages are not plain data, never null
 * @param noValues numbers that mean there is none
 * @param cycle where the numbers wrap; null where they don't
 */
public record NumberFields(
        boolean unnumbered,
        Range range,
        Links links,
        List<RecordPointer> epochFields,
        Kinds kinds,
        List<Long> noValues,
        NumberCycle cycle)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** One number each, and nothing else. */
    public static final NumberFields PLAIN =
            new NumberFields(
                    false,
                    new Range(null, null),
                    new Links(null, List.of(), null),
                    List.of(),
                    new Kinds(null, null, null, null, null),
                    List.of(),
                    null);

    public NumberFields {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(links, "links");
        epochFields = List.copyOf(epochFields);
        Objects.requireNonNull(kinds, "kinds");
        noValues = List.copyOf(noValues);
    }

    /**
     * How many numbers a message covers.
     *
     * @param first where it has the first of them, the field of the sequence number being the last;
     *     null where it has not
     * @param count where it has how many there are, the field of the sequence number being the
     *     first; null where it has not
     */
    public record Range(RecordPointer first, RecordPointer count) implements Serializable {

        private static final long serialVersionUID = 1;

        /**
         * @throws IllegalArgumentException if both are given
         */
        public Range {
            if (first != null && count != null) {
                throw new IllegalArgumentException(
                        "both first-field and count-field are given: give one of them");
            }
        }
    }

    /**
     * Where a message names other numbers.
     *
     * @param previous the one before it; null where it does not
     * @param previousNone numbers there that name none
     * @param next of a mark, the one after it; null where it does not
     */
    public record Links(RecordPointer previous, List<Long> previousNone, RecordPointer next)
            implements Serializable {

        private static final long serialVersionUID = 1;

        public Links {
            previousNone = List.copyOf(previousNone);
        }
    }

    /** Which messages are what; each null where none is. */
    public record Kinds(
            Condition reset,
            Condition skip,
            Condition snapshot,
            Condition heartbeat,
            Condition retransmission)
            implements Serializable {

        private static final long serialVersionUID = 1;

        /** Those that are given. */
        List<Condition> all() {
            return Stream.of(reset, skip, snapshot, heartbeat, retransmission)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    /** Whether each message has one number, and nothing else. */
    public boolean arePlain() {
        return equals(PLAIN);
    }

    /** The pointers to fields. */
    List<RecordPointer> pointers() {
        List<RecordPointer> pointers = new ArrayList<>(epochFields);
        Stream.of(range.first, range.count, links.previous, links.next)
                .filter(Objects::nonNull)
                .forEach(pointers::add);
        return pointers;
    }

    /** The pointers of conditions. */
    public List<RecordPointer> compared() {
        return kinds.all().stream().flatMap(kind -> kind.pointers().stream()).toList();
    }
}
