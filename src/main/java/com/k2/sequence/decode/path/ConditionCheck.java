package com.k2.sequence.decode.path;

import com.k2.sequence.decode.field.FieldValue;
import com.k2.sequence.decode.field.FieldValue.Kind;
import com.k2.sequence.decode.path.Condition.Comparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Checks a condition on the values of a plan, without an object for each. Thread-safe. */
public final class ConditionCheck {

    private final int[] pointers;
    private final Condition.Operator[] operators;
    private final char[][][] texts;

    /**
     * @param plan made with the condition's pointers
     */
    public ConditionCheck(Condition condition, RecordPlan plan) {
        int count = condition.comparisons().size();
        this.pointers = new int[count];
        this.operators = new Condition.Operator[count];
        this.texts = new char[count][][];
        for (int i = 0; i < count; i++) {
            Comparison comparison = condition.comparisons().get(i);
            pointers[i] = plan.number(comparison.pointer());
            operators[i] = comparison.operator();
            texts[i] = comparison.values().stream().map(String::toCharArray).toArray(char[][]::new);
        }
    }

    /** Whether it holds for the element that is selected. */
    public boolean holds(RecordValues values) {
        for (int i = 0; i < pointers.length; i++) {
            if (!holds(values.value(pointers[i]), operators[i], texts[i])) {
                return false;
            }
        }
        return true;
    }

    /** Why it can't be known whether it holds, for a person; null where it can. */
    public String problem(RecordValues values) {
        for (int pointer : pointers) {
            String problem = values.problem(pointer);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static boolean holds(FieldValue value, Condition.Operator operator, char[][] texts) {
        return switch (operator) {
            case EQUAL, IN -> isOneOf(value, texts);
            case NOT_EQUAL -> !isOneOf(value, texts);
            case PRESENT -> value.kind() != Kind.NULL;
            case ABSENT -> value.kind() == Kind.NULL;
        };
    }

    private static boolean isOneOf(FieldValue value, char[][] texts) {
        if (!value.kind().hasText() && value.kind() != Kind.BOOLEAN) {
            return false;
        }
        try {
            char[] chars = value.chars();
            int from = value.offset();
            int to = from + value.length();
            for (char[] text : texts) {
                if (Arrays.equals(chars, from, to, text, 0, text.length)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("values of a plan are in memory", e);
        }
    }
}
