package com.k2.sequence.option;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads values by option, as the option's type. A value that is wrong is reported to the {@link
 * Problems}, and the default (null where there is none) stands in for it, so that reading goes on
 * to the next problem.
 */
public final class OptionReader {

    private static final long LARGEST_RECORD = 1L << 30;

    private final Map<String, String> values;
    private final String prefix;
    private final Problems problems;

    /**
     * @param values by whole key, their references resolved
     */
    public OptionReader(Map<String, String> values, Problems problems) {
        this(values, "", problems);
    }

    /**
     * @param values by whole key, their references resolved
     * @param prefix begins the whole key of each option that is read
     */
    public OptionReader(Map<String, String> values, String prefix, Problems problems) {
        this.values = values;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** The same values for options whose keys have something before them. */
    public OptionReader under(String otherPrefix) {
        return new OptionReader(values, otherPrefix, problems);
    }

    public Problems problems() {
        return problems;
    }

    /**
     * The value; the default where none is given or a wrong one; null where there is no default.
     */
    public <T> T get(Option<T> option) {
        return find(option).orElse(option.defaultValue());
    }

    /** The value, where one is given that is of the option's type. */
    public <T> Optional<T> find(Option<T> option) {
        String key = keyOf(option);
        String value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isBlank()) {
            problems.add(key, "is empty; give a value, or leave the key out");
            return Optional.empty();
        }
        try {
            return Optional.of(option.type().parse(value.strip()));
        } catch (IllegalArgumentException e) {
            problems.wrongValue(key, value, option.isSecret(), option.type().right());
            return Optional.empty();
        }
    }

    /** The comma-separated values, none of them empty; an empty list where none is given. */
    public List<String> list(Option<String> option) {
        List<String> elements =
                find(option).stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .map(String::strip)
                        .toList();
        if (elements.contains("")) {
            wrong(option, "has an empty element; separate values by one comma");
            return List.of();
        }
        return elements;
    }

    /** A number of at least 1. */
    public <N extends Number> N atLeastOne(Option<N> option) {
        N value = get(option);
        if (value.longValue() < 1) {
            wrong(option, "must be at least 1");
            return option.defaultValue();
        }
        return value;
    }

    /** A duration of whole milliseconds, at least one. */
    public Duration milliseconds(Option<Duration> option) {
        Duration value = get(option);
        if (value.isNegative() || value.isZero() || value.toNanosPart() % 1_000_000 != 0) {
            wrong(option, "must be at least 1 ms and a whole number of milliseconds");
            return option.defaultValue();
        }
        return value;
    }

    /** A size in bytes that one record can have, at least 1. */
    public int bytes(Option<Long> option) {
        long value = get(option);
        if (value < 1 || value > LARGEST_RECORD) {
            wrong(option, "must be from 1 byte to 1 gb");
            return 1;
        }
        return (int) value;
    }

    public boolean isGiven(Option<?> option) {
        return values.containsKey(keyOf(option));
    }

    /** The option's whole key. */
    public String keyOf(Option<?> option) {
        return prefix + option.key();
    }

    /** Reports that the option's value is wrong; {@code right} follows the value. */
    public void wrong(Option<?> option, String right) {
        String key = keyOf(option);
        problems.wrongValue(
                key, values.getOrDefault(key, option.defaultText()), option.isSecret(), right);
    }

    /** Reports that something about the option is wrong. */
    public void problem(Option<?> option, String text) {
        problems.add(keyOf(option), text);
    }
}
