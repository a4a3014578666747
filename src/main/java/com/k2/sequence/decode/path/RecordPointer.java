package com.k2.sequence.decode.path;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says where a record holds a value: a JSON Pointer (RFC 6901) such as {@code /data/price}, and
 * beyond it
 *
 * <ul>
 *   <li>{@code /data/-1}: an index from an array's end,
 *   <li>{@code /data/*}{@code /id}: each element of an array,
 *   <li>{@code /payload!/id}: into a string that holds JSON,
 *   <li>{@code @key}, {@code @topic}, {@code @partition}, {@code @header/NAME}: the record's own,
 *   <li>{@code /a|/b}, where an option allows it: the first that is present.
 * </ul>
 *
 * Two are equal if they mean the same, however they were written.
 */
public final class RecordPointer implements Serializable {

    private static final long serialVersionUID = 1;

    private final List<Path> alternatives;

    private RecordPointer(List<Path> alternatives) {
        this.alternatives = List.copyOf(alternatives);
    }

    /**
     * Reads one.
     *
     * @param option the option that it is the value of, to name it in errors
     * @throws IllegalArgumentException if it is not a pointer; the message names option and value,
     *     and says what would be right
     */
    public static RecordPointer parse(String option, String text) {
        return new RecordPointer(List.of(new PointerParser(option, text).single()));
    }

    /** Reads one as {@link #parse} does, or several joined with {@code |}. */
    public static RecordPointer parseAlternatives(String option, String text) {
        return new RecordPointer(new PointerParser(option, text).alternatives());
    }

    /** A JSON Pointer as it is. */
    public static RecordPointer of(JsonPointer pointer) {
        List<Step> steps = new ArrayList<>();
        for (JsonPointer step = pointer; !step.matches(); step = step.tail()) {
            steps.add(new Step(step.getMatchingProperty(), false));
        }
        return new RecordPointer(List.of(new DocumentPath(false, steps)));
    }

    /** As a JSON Pointer, of one that {@link #isPlain}. */
    public JsonPointer toJsonPointer() {
        JsonPointer pointer = JsonPointer.empty();
        for (Step step : steps()) {
            pointer = pointer.appendProperty(step.name());
        }
        return pointer;
    }

    /** The steps of a pointer that {@link #isPlain}. */
    public List<Step> steps() {
        return ((DocumentPath) alternatives.get(0)).steps();
    }

    /** Whether it leads to a value inside the one that another leads to. */
    public boolean leadsInto(RecordPointer outer) {
        return alternatives.stream()
                .filter(DocumentPath.class::isInstance)
                .anyMatch(path -> outer.leadsTo(path.toString()));
    }

    private boolean leadsTo(String inner) {
        return alternatives.stream()
                .filter(DocumentPath.class::isInstance)
                .anyMatch(path -> inner.startsWith(path + "/"));
    }

    /** Whether it is the whole document, of which no value is read. */
    public boolean isEmpty() {
        return alternatives.get(0) instanceof DocumentPath path && path.steps().isEmpty();
    }

    List<Path> alternatives() {
        return alternatives;
    }

    /**
     * Whether it is a JSON Pointer and nothing more, which can be read the short way. Whether a
     * document that is an array is read is another question: {@link #mayStartInArray}.
     */
    public boolean isPlain() {
        return alternatives.size() == 1
                && alternatives.get(0) instanceof DocumentPath path
                && path.isPlain();
    }

    /** Whether it leads somewhere in a document that is an array. */
    public boolean mayStartInArray() {
        return alternatives.stream().anyMatch(RecordPointer::startsInArray);
    }

    private static boolean startsInArray(Path path) {
        if (!(path instanceof DocumentPath document)
                || document.rootInString()
                || document.steps().isEmpty()) {
            return false;
        }
        Step first = document.steps().get(0);
        return first.isEach() || first.fromEnd() > 0 || first.index() != Step.NONE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordPointer pointer && alternatives.equals(pointer.alternatives);
    }

    @Override
    public int hashCode() {
        return alternatives.hashCode();
    }

    /** As it is written, always in one way. */
    @Override
    public String toString() {
        return alternatives.stream().map(Path::toString).collect(Collectors.joining("|"));
    }
}
