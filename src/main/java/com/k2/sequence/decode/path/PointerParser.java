package com.k2.sequence.decode.path;

import com.k2.sequence.logging.Abbreviation;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of one pointer. */
final class PointerParser {

    /** Pointers go into a string, into a string inside that, and so on: this often at most. */
    static final int MAX_STRINGS = 4;

    /** The last elements of an array are remembered until its end is found: so many at most. */
    static final int MAX_FROM_END = 1_000;

    private static final String RIGHT =
            "a JSON Pointer such as /data/price, /data/*/id, /data/-1 or /payload!/id, or one of"
                    + " @key, @topic, @partition, @header/NAME";
    private static final int SHOWN = 80;

    private final String option;
    private final String text;

    PointerParser(String option, String text) {
        this.option = option;
        this.text = text;
    }

    Path single() {
        return path(text);
    }

    List<Path> alternatives() {
        List<Path> paths = new ArrayList<>();
        for (String part : text.split("\\|", -1)) {
            String alternative = part.strip();
            if (!alternative.startsWith("/")
                    && !alternative.startsWith("@")
                    && !alternative.startsWith("!/")) {
                throw wrong(
                        paths.isEmpty()
                                ? "it must be " + RIGHT
                                : "each pointer around a '|' begins with '/' or '@', such as"
                                        + " /symbol|/s; write a '|' inside a name as ~3");
            }
            Path path = path(alternative);
            if (!paths.contains(path)) {
                paths.add(path);
            }
        }
        return paths;
    }

    private Path path(String written) {
        if (written.startsWith("@")) {
            return part(written);
        }
        boolean rootInString = written.startsWith("!/");
        String pointer = rootInString ? written.substring(1) : written;
        if (pointer.isEmpty()) {
            throw wrong("an empty pointer is the whole record; it must be " + RIGHT);
        }
        if (pointer.charAt(0) != '/') {
            throw wrong("it must be " + RIGHT);
        }
        String[] tokens = pointer.substring(1).split("/", -1);
        List<Step> steps = new ArrayList<>(tokens.length);
        for (int i = 0; i < tokens.length; i++) {
            steps.add(step(tokens[i], i == tokens.length - 1));
        }
        DocumentPath path = new DocumentPath(rootInString, steps);
        if (path.strings() > MAX_STRINGS) {
            throw wrong("it goes into strings " + path.strings() + " times, not " + MAX_STRINGS);
        }
        return path;
    }

    private Step step(String token, boolean last) {
        boolean intoString = token.endsWith("!");
        if (intoString && last) {
            throw wrong(
                    "a '!' goes into a string that holds JSON and must be followed by a step, as in"
                            + " /payload!/id; write a '!' inside a name as ~2");
        }
        String escaped = intoString ? token.substring(0, token.length() - 1) : token;
        Step step = new Step(unescaped(escaped), intoString);
        if (step.fromEnd() > MAX_FROM_END) {
            throw wrong("an index from the end must be -1 to -" + MAX_FROM_END);
        }
        return step;
    }

    private String unescaped(String token) {
        if (token.indexOf('~') < 0) {
            return token;
        }
        StringBuilder name = new StringBuilder(token.length());
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            name.append(c == '~' ? escapeFor(i + 1 < token.length() ? token.charAt(++i) : 0) : c);
        }
        return name.toString();
    }

    private char escapeFor(char digit) {
        return switch (digit) {
            case '0' -> '~';
            case '1' -> '/';
            case '2' -> '!';
            case '3' -> '|';
            default ->
                    throw wrong("after '~' must come 0 (a '~'), 1 (a '/'), 2 (a '!') or 3 (a '|')");
        };
    }

    private RecordPart part(String written) {
        for (RecordPart.Kind kind : RecordPart.Kind.values()) {
            if (kind != RecordPart.Kind.HEADER && kind.word().equals(written)) {
                return new RecordPart(kind, null);
            }
        }
        String header = RecordPart.Kind.HEADER.word();
        if (!written.startsWith(header) || written.length() == header.length()) {
            throw wrong("of the record itself there are @key, @topic, @partition, @header/NAME");
        }
        return new RecordPart(RecordPart.Kind.HEADER, written.substring(header.length()));
    }

    private IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(
                option + " is " + Abbreviation.of(text, SHOWN) + ": " + problem);
    }
}
