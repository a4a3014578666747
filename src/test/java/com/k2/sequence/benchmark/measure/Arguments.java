package com.k2.sequence.benchmark.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/** A command line of {@code --option value} pairs over defaults. */
public final class Arguments {

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

    /**
     * @throws IllegalArgumentException if it is no whole number or below {@code least}
     */
    public long number(String name, long least) {
        String value = values.get(name);
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "--" + name + " must be a whole number from " + least + ", not " + value);
    }

    /** All options as they are in force, for a result file. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }
}
