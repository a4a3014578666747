package com.k2.sequence.decode.path;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The way into a record's document.
 *
 * @param rootInString whether the document is a string that holds JSON, and the steps lead into
 *     that
 * @param steps from the document's root; none for the document itself, which no option may name
 */
record DocumentPath(boolean rootInString, List<Step> steps) implements Path {

    private static final long serialVersionUID = 1;

    DocumentPath {
        steps = List.copyOf(steps);
    }

    /** Whether it is a JSON Pointer of RFC 6901 that names no element of an array from its end. */
    boolean isPlain() {
        return !rootInString
                && steps.stream()
                        .allMatch(
                                step ->
                                        !step.isEach()
                                                && step.fromEnd() == 0
                                                && !step.intoString());
    }

    /** How often it goes into a string that holds JSON. */
    int strings() {
        return (rootInString ? 1 : 0) + (int) steps.stream().filter(Step::intoString).count();
    }

    /** The ways to the arrays whose elements it takes one by one, each with its {@code *}. */
    List<String> arrays() {
        List<String> arrays = new ArrayList<>();
        StringBuilder way = new StringBuilder(rootInString ? "!" : "");
        for (Step step : steps) {
            way.append('/').append(step.token());
            if (step.isEach()) {
                arrays.add(way.toString());
            }
            way.append(step.intoString() ? "!" : "");
        }
        return arrays;
    }

    /** As it is written, always in one way. */
    @Override
    public String toString() {
        return steps.stream()
                .map(Step::toString)
                .collect(Collectors.joining("", rootInString ? "!" : "", ""));
    }
}
