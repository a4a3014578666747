package com.k2.sequence.decode.path;

import com.k2.sequence.decode.path.Condition.Comparison;
import com.k2.sequence.decode.path.Condition.Operator;
import com.k2.sequence.logging.Abbreviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the text of one condition. */
final class ConditionParser {

    private static final String RIGHT =
            "a condition is written as /arg/channel = books, with !=, in (a, b), present or absent"
                    + " too, several joined by 'and'";

    /** Ends a value that is not in quotes; a value that has one needs quotes. */
    private static final String ENDS_VALUE = " \t\r\n,()\"";

    private static final int SHOWN = 80;

    private final String option;
    private final String text;
    private int at;

    ConditionParser(String option, String text) {
        this.option = option;
        this.text = text;
    }

    Condition condition() {
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(comparison());
        while (!atEnd()) {
            String word = word();
            if (!word.equalsIgnoreCase("and")) {
                throw wrong(
                        word.equalsIgnoreCase("or")
                                ? "'or' is not known; for one of several values write in (a, b)"
                                : "'and' must come before " + shownRest(word));
            }
            comparisons.add(comparison());
        }
        return new Condition(comparisons);
    }

    private Comparison comparison() {
        RecordPointer pointer = pointer();
        skipSpace();
        if (text.startsWith("!=", at)) {
            at += 2;
            return new Comparison(pointer, Operator.NOT_EQUAL, List.of(value()));
        }
        if (text.startsWith("=", at)) {
            at += text.startsWith("==", at) ? 2 : 1;
            return new Comparison(pointer, Operator.EQUAL, List.of(value()));
        }
        String word = word();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "present" -> new Comparison(pointer, Operator.PRESENT, List.of());
            case "absent" -> new Comparison(pointer, Operator.ABSENT, List.of());
            case "in" -> new Comparison(pointer, Operator.IN, values());
            default ->
                    throw wrong(
                            "after "
                                    + pointer
                                    + " must come =, !=, in (a, b), present or absent, not "
                                    + shownRest(word));
        };
    }

    private RecordPointer pointer() {
        skipSpace();
        if (at == text.length()) {
            throw wrong("it ends where a pointer must come; " + RIGHT);
        }
        String pointer = text.charAt(at) == '"' ? inQuotes() : pointerText();
        if (pointer.isEmpty()) {
            throw wrong("a pointer must come before the comparison; " + RIGHT);
        }
        return RecordPointer.parse(option + ", a condition whose pointer", pointer);
    }

    /** Up to white space or a sign of comparison. */
    private String pointerText() {
        int start = at;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && text.charAt(at) != '='
                && !text.startsWith("!=", at)) {
            at++;
        }
        return text.substring(start, at);
    }

    private List<String> values() {
        expect('(');
        List<String> values = new ArrayList<>();
        do {
            values.add(value());
            skipSpace();
        } while (at < text.length() && text.charAt(at) == ',' && at++ >= 0);
        expect(')');
        return values;
    }

    private void expect(char c) {
        skipSpace();
        if (at == text.length() || text.charAt(at) != c) {
            throw wrong(
                    "'"
                            + c
                            + "' must come "
                            + (at == text.length() ? "at the end" : "before " + shownRest(""))
                            + ", as in /type in (a, b)");
        }
        at++;
    }

    private String value() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '"') {
            return inQuotes();
        }
        int start = at;
        while (at < text.length() && ENDS_VALUE.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (start == at) {
            throw wrong(
                    "a value must come "
                            + (at == text.length() ? "at the end" : "before " + shownRest(""))
                            + "; write an empty one as \"\"");
        }
        return text.substring(start, at);
    }

    /** A quote or a backslash inside has a backslash before it. */
    private String inQuotes() {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                at = i + 1;
                return value.toString();
            }
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = text.charAt(i);
            }
            value.append(c);
        }
        throw wrong("the quotes that open before " + shownRest("") + " are not closed");
    }

    private String word() {
        skipSpace();
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean atEnd() {
        skipSpace();
        return at == text.length();
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String shownRest(String readAlready) {
        String rest = readAlready + text.substring(at);
        return rest.isEmpty() ? "the end" : Abbreviation.of(rest);
    }

    private IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(
                option + " is " + Abbreviation.of(text, SHOWN) + ": " + problem);
    }

    /** A value as it is written: in quotes where it needs them. */
    static String quoted(String value) {
        boolean plain =
                !value.isEmpty()
                        && value.chars()
                                .noneMatch(
                                        c ->
                                                ENDS_VALUE.indexOf(c) >= 0
                                                        || Character.isWhitespace(c));
        return plain ? value : inQuotes(value);
    }

    /** A pointer as it is written. */
    static String quotedPointer(String pointer) {
        boolean plain =
                pointer.chars().noneMatch(c -> c == '=' || c == '"' || Character.isWhitespace(c));
        return plain ? pointer : inQuotes(pointer);
    }

    private static String inQuotes(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
