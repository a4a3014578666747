package com.k2.sequence.benchmark.scaling;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** A value for every {@link Input}. Never changed. */
final class Inputs {

    private final Map<Input, Double> values;

    private Inputs(Map<Input, Double> values) {
        this.values = values;
    }

    static Inputs standard() {
        Map<Input, Double> values = new EnumMap<>(Input.class);
        Arrays.stream(Input.values()).forEach(input -> values.put(input, input.standard()));
        return new Inputs(values);
    }

    /**
     * The standard values but for those given.
     *
     * @throws IllegalArgumentException if an option is unknown or its value no number from 0
     */
    static Inputs parse(String... args) {
        Inputs inputs = standard();
        for (int i = 0; i < args.length; i += 2) {
            Input input = input(args[i]);
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            inputs = inputs.with(input, number(args[i], args[i + 1]));
        }
        return inputs;
    }

    private static Input input(String option) {
        return Arrays.stream(Input.values())
                .filter(input -> input.option().equals(option))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no option " + option + "; see --help"));
    }

    private static double number(String option, String text) {
        double number = Double.NaN;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            // falls through: no number is refused like a wrong one
        }
        if (!(number >= 0)) {
            throw new IllegalArgumentException(option + " is a number from 0, not " + text);
        }
        return number;
    }

    double get(Input input) {
        return values.get(input);
    }

    Inputs with(Input input, double value) {
        Map<Input, Double> changed = new EnumMap<>(values);
        changed.put(input, value);
        return new Inputs(changed);
    }

    /** Of the busiest key, in messages a second. */
    double hottestKey() {
        double even = 1 / get(Input.SYMBOLS);
        return get(Input.MESSAGES) * Math.max(even, get(Input.HOTTEST_SHARE));
    }
}
