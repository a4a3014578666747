package com.k2.sequence.benchmark.measure;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A command line of {@code --option value} pairs over defaults. Digits may be grouped by
 * underscores. Whatever is wrong is reported by an {@link IllegalArgumentException} that names the
 * option.
 */
public final class Arguments {

    private static final String SEPARATOR = ",";

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param defaults every option by its name without dashes; those without a default have an
     *     empty one
     * @throws IllegalArgumentException if an option is unknown or has no value
     */
    public static Arguments parse(Map<String, String> defaults, String... args) {
        Map<String, String> values = new LinkedHashMap<>(defaults);
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!defaults.containsKey(name) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        args[i] + " is no option with a value; --help names them");
            }
            values.put(name, args[i + 1]);
        }
        return new Arguments(values);
    }

    /** As given; empty where there is neither a value nor a default. */
    public String text(String name) {
        return values.get(name);
    }

    /** One of these words. */
    public String oneOf(String name, String... words) {
        if (!List.of(words).contains(text(name))) {
            throw wrong(name, String.join(" or ", words));
        }
        return text(name);
    }

    /** A size of memory, as {@code -Xmx} takes it. */
    public String size(String name) {
        String size = text(name);
        if (!size.matches("\\d+[mg]")) {
            throw wrong(name, "a size such as 4g");
        }
        return size;
    }

    /** A file or folder; null where there is neither a value nor a default. */
    public Path path(String name) {
        return text(name).isEmpty() ? null : Path.of(text(name));
    }

    /** A whole number from {@code least} on. */
    public long number(String name, long least) {
        return number(name, text(name), least, Long.MAX_VALUE);
    }

    /** A whole number from {@code least} on that is an {@code int}. */
    public int integer(String name, int least) {
        return (int) number(name, text(name), least, Integer.MAX_VALUE);
    }

    /** Whole numbers from {@code least} on, separated by commas; at least one. */
    public List<Long> numbers(String name, long least) {
        return each(name, word -> number(name, word, least, Long.MAX_VALUE));
    }

    /** The same of numbers that are {@code int}s. */
    public List<Integer> integers(String name, int least) {
        return each(name, word -> (int) number(name, word, least, Integer.MAX_VALUE));
    }

    /** Values separated by commas, each read by a function; at least one. */
    public <T> List<T> each(String name, Function<String, T> read) {
        return Arrays.stream(text(name).split(SEPARATOR, -1)).map(String::strip).map(read).toList();
    }

    /** A number from 0 to 1. */
    public double share(String name) {
        try {
            double share = Double.parseDouble(text(name));
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw wrong(name, "a number from 0 to 1");
    }

    /** Keys and their values: {@code key=value}, separated by semicolons; empty for none. */
    public Map<String, String> pairs(String name) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : text(name).split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
            } else if (!pair.isBlank()) {
                throw wrong(name, "KEY=VALUE, separated by semicolons");
            }
        }
        return pairs;
    }

    /** All options as they are in force, for a result file. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    /**
     * What to throw where an option's value is wrong.
     *
     * @param right what it must be
     */
    public IllegalArgumentException wrong(String name, String right) {
        return new IllegalArgumentException(
                "--" + name + " must be " + right + ", not '" + text(name) + "'");
    }

    private long number(String name, String word, long least, long most) {
        try {
            long number = Long.parseLong(word.replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw wrong(name, "a whole number from " + least + " on");
    }
}
