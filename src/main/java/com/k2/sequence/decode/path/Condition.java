package com.k2.sequence.decode.path;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition on a message, such as {@code /arg/channel = books and /type in (a, b)}: comparisons
 * that must all hold. Values are compared as text, numbers as they are written, booleans as {@code
 * true} and {@code false}; an object or an array equals no text. What is absent or null equals
 * nothing.
 *
 * @param comparisons at least one
 */
public record Condition(List<Comparison> comparisons) implements Serializable {

    private static final long serialVersionUID = 1;

    /** What a comparison asks. */
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        IN,
        PRESENT,
        ABSENT
    }

    /**
     * One comparison.
     *
     * @param values one of EQUAL and NOT_EQUAL, at least one of IN, else none
     */
    public record Comparison(RecordPointer pointer, Operator operator, List<String> values)
            implements Serializable {

        private static final long serialVersionUID = 1;

        public Comparison {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            String left = ConditionParser.quotedPointer(pointer.toString());
            return switch (operator) {
                case EQUAL -> left + " = " + ConditionParser.quoted(values.get(0));
                case NOT_EQUAL -> left + " != " + ConditionParser.quoted(values.get(0));
                case IN ->
                        values.stream()
                                .map(ConditionParser::quoted)
                                .collect(Collectors.joining(", ", left + " in (", ")"));
                case PRESENT -> left + " present";
                case ABSENT -> left + " absent";
            };
        }
    }

    public Condition {
        comparisons = List.copyOf(comparisons);
    }

    /**
     * Reads one.
     *
     * @param option the option that it is the value of, to name it in errors
     * @throws IllegalArgumentException if it is not a condition; the message names option and
     *     value, and says what would be right
     */
    public static Condition parse(String option, String text) {
        return new ConditionParser(option, text).condition();
    }

    /** Where the values are that it compares. */
    public List<RecordPointer> pointers() {
        return comparisons.stream().map(Comparison::pointer).distinct().toList();
    }

    /** As it is written, always in one way. */
    @Override
    public String toString() {
        return comparisons.stream().map(Comparison::toString).collect(Collectors.joining(" and "));
    }
}
