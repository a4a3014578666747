package com.k2.sequence.benchmark.job;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Options of a command line, each {@code --name value}, over their defaults. */
final class OptionValues {

    private final Map<String, String> values;

    private OptionValues(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param defaults of all options that there are
     * @throws IllegalArgumentException if an option is unknown or lacks its value
     */
    static OptionValues parse(Map<String, String> defaults, String... args) {
        Map<String, String> values = new TreeMap<>(defaults);
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!defaults.containsKey(name) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        args[i] + " is no option with a value; --help names them");
            }
            values.put(name, args[i + 1]);
        }
        return new OptionValues(values);
    }

    /** All of them, defaults included. */
    Map<String, String> all() {
        return Map.copyOf(values);
    }

    String text(String name) {
        return values.get(name);
    }

    /** A whole number. */
    long number(String name) {
        try {
            return Long.parseLong(values.get(name).replace("_", ""));
        } catch (NumberFormatException e) {
            throw wrong(name, "a whole number");
        }
    }

    /** A whole number from 1 on. */
    int positive(String name) {
        long number = number(name);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw wrong(name, "a whole number from 1 on");
        }
        return (int) number;
    }

    /** Whole numbers from 1 on, separated by commas. */
    List<Integer> positives(String name) {
        try {
            List<Integer> numbers =
                    Arrays.stream(values.get(name).replace("_", "").split(","))
                            .map(Integer::valueOf)
                            .toList();
            if (numbers.stream().allMatch(number -> number >= 1)) {
                return numbers;
            }
        } catch (NumberFormatException notNumbers) {
            // Told below.
        }
        throw wrong(name, "whole numbers from 1 on, separated by commas");
    }

    /** A number from 0 to 1. */
    double share(String name) {
        try {
            double share = Double.parseDouble(values.get(name));
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw wrong(name, "a number from 0 to 1");
    }

    /** Keys and their values: {@code key=value}, separated by semicolons; empty for none. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : values.get(name).split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
            } else if (!pair.isBlank()) {
                throw wrong(name, "KEY=VALUE, separated by semicolons");
            }
        }
        return pairs;
    }

    String oneOf(String name, String... words) {
        if (!List.of(words).contains(values.get(name))) {
            throw wrong(name, String.join(" or ", words));
        }
        return values.get(name);
    }

    private IllegalArgumentException wrong(String name, String right) {
        return new IllegalArgumentException(
                "--" + name + " must be " + right + ", not '" + values.get(name) + "'");
    }
}
