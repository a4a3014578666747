package com.k2.sequence.decode.path;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * One step into a document. What it means depends on what is there: in an object the name of a
 * field, whatever it looks like; in an array an index, an index from the end, or each element.
 *
 * @param name without escapes
 * @param intoString whether the value there is a string that holds JSON, and the next step leads
 *     into that
 */
public record Step(String name, boolean intoString) implements Serializable {

    private static final long serialVersionUID = 1;

    /** No index: the name of a field, or an index from the end. */
    static final int NONE = -1;

    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern FROM_END = Pattern.compile("-[1-9][0-9]{0,8}");

    /** Whether it stands for each element of an array. */
    boolean isEach() {
        return name.equals("*");
    }

    /** The element's index, from 0, or {@link #NONE}. */
    public int index() {
        return INDEX.matcher(name).matches() ? Integer.parseInt(name) : NONE;
    }

    /** 1 for an array's last element, 2 for the one before it, and so on; 0 for other steps. */
    int fromEnd() {
        return FROM_END.matcher(name).matches() ? Integer.parseInt(name.substring(1)) : 0;
    }

    /** The name with escapes. */
    String token() {
        return name.replace("~", "~0").replace("/", "~1").replace("!", "~2").replace("|", "~3");
    }

    @Override
    public String toString() {
        return '/' + token() + (intoString ? "!" : "");
    }
}
